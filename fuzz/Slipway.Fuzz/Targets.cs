namespace Slipway.Fuzz;

/// <summary>Every target. One line per format.</summary>
public static class Targets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. AgentTargets.All,
        .. BuildTargets.All,
        .. DatasourceTargets.All,
        .. DebianTargets.All,
        .. DependencyTargets.All,
        .. MachineTargets.All,
        .. KnownHostsTargets.All,
        .. MergeRequestTargets.All,
        .. OpenPgpTargets.All,
        .. PipelineTargets.All,
        .. PoolTargets.All,
        .. ProvenanceTargets.All,
        .. RpmTargets.All,
        .. SshTargets.All,
        .. VersionTargets.All,
    ];
}
