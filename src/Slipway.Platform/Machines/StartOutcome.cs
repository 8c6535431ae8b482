namespace Slipway.Platform.Machines;

/// <summary>What became of a wish for a machine.</summary>
public abstract record StartOutcome
{
    private StartOutcome()
    {
    }

    /// <summary>The place makes it, or has it already.</summary>
    /// <param name="Reference">The place's own name for it (an instance's id, a container's id), to show.</param>
    public sealed record Started(string Reference) : StartOutcome;

    /// <summary>The place has no room now (quota, spot market, all hosts busy). Nothing was made. Nobody's fault: it is tried again later.</summary>
    /// <param name="RetryAfter">Where the place says so.</param>
    public sealed record NoRoom(string Why, TimeSpan? RetryAfter = null) : StartOutcome;

    /// <summary>The place will never make this machine as it is described (no such image, no right to it). Nothing was made.</summary>
    public sealed record Refused(string Why) : StartOutcome;
}
