namespace Slipway.DependencyUpdates.Versioning;

/// <summary>Which versions are upgrades of the current one. Closed; every case tells what was left out and by which rule.</summary>
public abstract record UpgradeChoice
{
    UpgradeChoice()
    {
    }

    /// <summary>The name of the scheme that was followed; null where none could be.</summary>
    public string? Scheme { get; init; }

    /// <summary>What was left out, newest first as far as there is an order. At most 1,000.</summary>
    public IReadOnlyList<DroppedRelease> Dropped { get; init; } = [];

    /// <summary>There are upgrades.</summary>
    /// <param name="Current">The current version, read.</param>
    /// <param name="All">Newest first, all permitted by the request. Never empty.</param>
    public sealed record Upgrades(SchemeVersion Current, IReadOnlyList<Upgrade> All) : UpgradeChoice
    {
        public Upgrade Newest => All[0];

        /// <summary>The newest one whose step is at most this large.</summary>
        public Upgrade? NewestWithin(UpgradeLevel level) => All.FirstOrDefault(upgrade => upgrade.Level <= level);
    }

    /// <summary>The current version is the newest that is permitted.</summary>
    public sealed record UpToDate(SchemeVersion Current) : UpgradeChoice;

    /// <summary>No order can be followed: an unread current version, a history that contradicts the scheme, no release of its form.</summary>
    /// <param name="Code">Stable: <c>deps.order-contradicts-dates</c>, <c>deps.version-unread</c> ... docs/errors.md.</param>
    public sealed record Refused(string Code, string Reason, string Remedy) : UpgradeChoice;
}
