namespace Slipway.DevInstance.Mirrors;

enum MirrorKind
{
    /// <summary>Into an empty project, once.</summary>
    Import = 0,

    /// <summary>To another server, after each change.</summary>
    Push = 1,
}

enum MirrorState
{
    /// <summary>To be done, now or at <see cref="Mirror.NextTryAt"/>.</summary>
    Waiting = 0,
    Running = 1,
    Done = 2,

    /// <summary>Given up: an import that failed too often.</summary>
    Failed = 3,
}

/// <summary>Another place that the project's refs come from or go to.</summary>
sealed class Mirror
{
    public long Id { get; init; }

    public required long ProjectId { get; init; }

    public required MirrorKind Kind { get; init; }

    public required string Url { get; init; }

    /// <summary>Sealed, with <see cref="Purpose"/>: user and password, or an SSH private key.</summary>
    public byte[]? Credentials { get; set; }

    public required MirrorState State { get; set; }

    /// <summary>What git says while it runs: <c>Receiving objects:  42%</c>.</summary>
    public string? Progress { get; set; }

    public string? LastError { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? NextTryAt { get; set; }

    public DateTimeOffset? LastSuccessAt { get; set; }

    /// <summary>Counted up by each change that is to be mirrored, so that one that comes while it runs is not forgotten.</summary>
    public long Wanted { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public static string Purpose(long projectId) => $"mirror:{projectId}";
}
