namespace Slipway.Fuzz;

/// <summary>Every target. One line per format.</summary>
public static class Targets
{
    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        .. AgentTargets.All,
        .. BuildTargets.All,
