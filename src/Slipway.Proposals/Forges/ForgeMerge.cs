namespace Slipway.Proposals.Forges;

/// <summary>What came of asking for a merge.</summary>
/// <param name="Says">Why it is not merged yet, in a sentence; empty where it is.</param>
public sealed record ForgeMerge(ForgeMergeState State, string Says)
{
    public static ForgeMerge Merged { get; } = new(ForgeMergeState.Merged, "");

    public static ForgeMerge Waits(string says) => new(ForgeMergeState.Waits, says);

    public static ForgeMerge Not(string says) => new(ForgeMergeState.Not, says);
}

public enum ForgeMergeState
{
    Merged,

    /// <summary>It will be when its pipeline has succeeded.</summary>
    Waits,

    /// <summary>Something is in the way that somebody must look at.</summary>
    Not,
}
