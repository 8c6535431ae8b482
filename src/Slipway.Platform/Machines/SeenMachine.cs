namespace Slipway.Platform.Machines;

/// <summary>One object in a provider's list.</summary>
/// <param name="MachineId">Its label <see cref="MachineLabels.Machine"/>.</param>
/// <param name="Pool">Its label <see cref="MachineLabels.Pool"/>; null where it has lost it.</param>
/// <param name="Reference">The place's own name for it.</param>
/// <param name="CreatedAt">By the place's clock; null where it does not say.</param>
/// <param name="Why">Why it failed or stopped, where the place says so.</param>
public sealed record SeenMachine(string MachineId, string? Pool, string Reference, SeenState State, DateTimeOffset? CreatedAt, string? Why = null);

/// <summary>What a place says of a machine.</summary>
public enum SeenState
{
    /// <summary>Being made, or booting.</summary>
    Starting,

    /// <summary>It runs. Whether its runner does, the runner itself says.</summary>
    Running,

    /// <summary>It ended (by itself, by an interruption, by a crash) and won't run again. It is still there and must be removed.</summary>
    Ended,

    /// <summary>Its removal is under way.</summary>
    Removing,
}
