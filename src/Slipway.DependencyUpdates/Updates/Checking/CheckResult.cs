using Slipway.DependencyUpdates.Locks;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Updates.Checking;

/// <summary>What is known of one component in one run. Closed.</summary>
public abstract record CheckResult(Component Component)
{
    /// <summary>What the reader of <c>why</c> should know: releases that were left out, limits, held versions.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public IReadOnlyList<DroppedRelease> Dropped { get; init; } = [];

    /// <summary>Advisories that the current version is affected by.</summary>
    public IReadOnlyList<KnownVulnerability> Vulnerabilities { get; init; } = [];

    /// <param name="Reason">Null: nobody wrote why, which is a fault.</param>
    public sealed record Unwatched(Component Component, string? Reason) : CheckResult(Component);

    /// <summary>A rule says that it gets no updates.</summary>
    public sealed record Ignored(Component Component, string Reason) : CheckResult(Component);

    /// <summary>Its source did not answer, or its versions have no order that can be followed.</summary>
    public sealed record Failed(Component Component, string Code, string Reason, string Remedy) : CheckResult(Component);

    public sealed record UpToDate(Component Component) : CheckResult(Component);

    /// <summary>A commit is pinned, and its branch has another now. Commits have no order, so this is told and not proposed.</summary>
    public sealed record Moved(Component Component, string Branch, string Commit) : CheckResult(Component);

    /// <summary>There are newer releases.</summary>
    /// <param name="Ready">Those to propose: at most one, or one minor and one major.</param>
    /// <param name="Waiting">Newer than what is ready, and not seen for long enough.</param>
    public sealed record Newer(Component Component, IReadOnlyList<Upgrade> Ready, IReadOnlyList<WaitingRelease> Waiting) : CheckResult(Component)
    {
        /// <summary>How the lock file follows, where there is one and it can.</summary>
        public LockOutcome.Possible? Lock { get; init; }

        /// <summary>All that may be taken, newest first.</summary>
        public IReadOnlyList<Upgrade> All { get; init; } = [];

        /// <summary>The newest there is, ready or not.</summary>
        public required Upgrade Newest { get; init; }
    }
}

/// <param name="Since">When it was seen first; null: in this run.</param>
public sealed record WaitingRelease(Upgrade Upgrade, DateTimeOffset Since, DateTimeOffset Until);

/// <param name="Id">Of OSV: <c>GHSA-…</c>, <c>CVE-…</c>.</param>
/// <param name="FixedIn">Versions that are not affected any more, as the record says.</param>
public sealed record KnownVulnerability(string Id, string Summary, IReadOnlyList<string> FixedIn);
