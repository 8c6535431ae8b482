using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Updates.Preparing;

namespace Slipway.DependencyUpdates.Locks;

/// <summary>Whether a lock file can be changed exactly: to what its own tool would write, or not at all. Closed.</summary>
public abstract record LockOutcome
{
    LockOutcome()
    {
    }

    /// <summary>It can: the new version needs what the old one needs, and all that need it take it.</summary>
    /// <param name="Make">Downloads, verifies, and gives the edits.</param>
    public sealed record Possible(Func<FetchArchive, CancellationToken, Task<LockEdits>> Make) : LockOutcome;

    /// <summary>More would change than Slipway knows.</summary>
    /// <param name="Reason">A sentence.</param>
    public sealed record ByHand(string Reason) : LockOutcome;
}

/// <param name="Edits">Of the lock file, and of nothing else.</param>
/// <param name="Verified">How, one thing a line.</param>
public sealed record LockEdits(IReadOnlyList<Edit> Edits, IReadOnlyList<string> Verified);
