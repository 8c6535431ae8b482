using Slipway.BuildMachines.Queue;

namespace Slipway.BuildMachines.Runners;

/// <summary>A runner in memory: what deciding over a job needs, without a query. Never changed, only replaced.</summary>
sealed record RunnerState(
    long Id, string Description, string TokenHash, IReadOnlyList<long>? ProjectIds, IReadOnlyList<string> Tags, bool RunUntagged, bool Protected,
    bool Locked, bool Paused, int? MaximumTimeout, string? MaintenanceNote, string CreatedBy, DateTimeOffset CreatedAt)
{
    /// <summary>The one machine that speaks as it, or null.</summary>
    public string? MachineId { get; init; }

    /// <summary>What its machine may still take; null for runners that are no machine's.</summary>
    public MachineTerms? Terms { get; init; }

    /// <summary>The time since its last word for which a runner counts as online; gitlab-runner asks every few seconds.</summary>
    public static readonly TimeSpan OnlineFor = TimeSpan.FromMinutes(2);

    public bool IsInstanceWide => ProjectIds is null;

    public static RunnerState Of(Runner row) => new(
        row.Id, row.Description, row.TokenHash, row.ProjectIds, row.Tags, row.RunUntagged, row.Protected,
        row.Locked, row.Paused, row.MaximumTimeout, row.MaintenanceNote, row.CreatedBy, row.CreatedAt)
    {
        MachineId = row.MachineId,
    };

    public bool Serves(long projectId) => ProjectIds is null || ProjectIds.Contains(projectId);

    /// <summary>Whether it takes jobs of this kind, paused or not.</summary>
    public bool Accepts(LaneKey lane) =>
        Serves(lane.ProjectId) && (Terms?.Allows(lane) ?? true) && (!Protected || lane.Protected) && (lane.Tags.Count == 0 ? RunUntagged : lane.Tags.All(Tags.Contains));
}

/// <summary>What a machine may still take, in memory: the queue asks here, and the assignment asks the machine's row.</summary>
/// <param name="Open">Whether it takes jobs at all: not drained, not used up.</param>
/// <param name="Project">The only project, or null.</param>
/// <param name="Protected">The only trust, or null.</param>
sealed record MachineTerms(bool Open, long? Project, bool? Protected)
{
    public bool Allows(LaneKey lane) => Open && (Project is null || Project == lane.ProjectId) && (Protected is null || Protected == lane.Protected);
}
