namespace Slipway.BuildMachines.Jobs;

/// <summary>One job needs another. Told by their definitions, which retries share, so an edge is written once and stays.</summary>
sealed class NeedEdge
{
    /// <summary>The definition of the job that is waited for.</summary>
    public required long NeededId { get; init; }

    /// <summary>The definition of the job that waits.</summary>
    public required long DependentId { get; init; }
}
