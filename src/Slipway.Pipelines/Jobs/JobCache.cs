namespace Slipway.Pipelines.Jobs;

/// <summary>One cache of a job.</summary>
/// <param name="Key">Made from <c>key:files</c> already; <c>default</c> where none is given. The queue adds whether the ref is protected.</param>
/// <param name="Unprotect">Shared between protected and other refs.</param>
/// <param name="When">After which result it is kept.</param>
/// <param name="FallbackKeys">Tried in order where there is none under the key.</param>
public sealed record JobCache(
    string Key, bool Unprotect, IReadOnlyList<string> Paths, bool Untracked, KeepWhen When, CachePolicy Policy, IReadOnlyList<string> FallbackKeys)
{
    /// <summary><c>cache:policy</c> as written where it holds variables, which then decide; else null.</summary>
    public string? PolicyText { get; init; }
}

public enum CachePolicy
{
    PullPush,
    Pull,
    Push,
}

/// <summary>After which result of the job something is kept.</summary>
public enum KeepWhen
{
    OnSuccess,
    OnFailure,
    Always,
}
