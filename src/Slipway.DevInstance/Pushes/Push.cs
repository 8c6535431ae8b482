namespace Slipway.DevInstance.Pushes;

enum PushState
{
    /// <summary>Allowed; whether the refs moved is not yet known. After a crash, the refs themselves tell.</summary>
    Intended = 0,

    /// <summary>At least one ref moved, and what follows from that is to be done.</summary>
    Landed = 1,

    /// <summary>No ref moved.</summary>
    Lost = 2,

    /// <summary>Landed, and everything that follows from it is done.</summary>
    Handled = 3,
}

/// <summary>A change of refs: first the intent, then the event that others follow from (an outbox).</summary>
sealed class Push
{
    public long Id { get; init; }

    public required long ProjectId { get; init; }

    /// <summary>Null where it was no user: a deploy key, a mirror.</summary>
    public long? UserId { get; init; }

    public required string By { get; init; }

    /// <summary>The push options, a line each.</summary>
    public required string Options { get; init; }

    public required DateTimeOffset At { get; init; }

    public required PushState State { get; set; }

    /// <summary>How often handling it failed, and when it is tried next.</summary>
    public int Attempts { get; set; }

    public DateTimeOffset? NextTryAt { get; set; }

    public required List<PushedRef> Refs { get; init; }
}

/// <summary>A ref in a push.</summary>
sealed class PushedRef
{
    public long Id { get; init; }

    public long PushId { get; init; }

    public required string Ref { get; init; }

    public string? Before { get; init; }

    public string? After { get; init; }

    public bool Landed { get; set; }
}
