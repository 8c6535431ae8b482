using Slipway.DependencyUpdates.Versioning.Schemes;

namespace Slipway.DependencyUpdates.Versioning.Choice;

/// <summary>
/// What speaks against one step although the scheme orders it so. RC9 after RC24 (SemVer compares text), 20230101 after 2.4 (another way of
/// counting), a major version whose every release is older than the current line.
/// </summary>
static class SecondOpinion
{
    // A first number this many digits longer is another way of counting: a year, a date, a build number.
    const int DigitJump = 2;

    /// <summary>The rule and the reason that speak against it; null: none.</summary>
    public static (string Rule, string Reason)? Against(SchemeVersion current, DateTimeOffset? currentDate, Candidate candidate, IReadOnlyDictionary<DigitRun, (DateTimeOffset First, DateTimeOffset Last)> majors)
    {
        var target = candidate.Version;
        var (from, to) = (Major(current), Major(target));
        if (to.ToString().Length - from.ToString().Length >= DigitJump && to.ToString().Length > 3)
            return ("scheme-jump", $"{candidate.Release.Version} counts otherwise than {current}: it can't be said to be newer.");
        if (current is SemverVersion or NuGetVersion && current.Numbers.SequenceEqual(target.Numbers) && IsOlderToPeople(current, target))
            return ("contradicts-order", $"The scheme compares {candidate.Release.Version} with {current} as text and calls it newer; by its number it is older.");
        if (current.Numbers.SequenceEqual(target.Numbers) && candidate.Release.Date < currentDate)
            return ("contradicts-dates", $"{candidate.Release.Version} was published on {candidate.Release.Date:yyyy-MM-dd}, before {current} ({currentDate:yyyy-MM-dd}).");
        return from != to && majors.TryGetValue(from, out var own) && majors.TryGetValue(to, out var other) && other.Last < own.First
            ? ("contradicts-dates", $"Every release of {to} was published before the first of {from}: it is an older way of counting.")
            : null;
    }

    /// <summary>When the first and the last release of each major number came out.</summary>
    public static Dictionary<DigitRun, (DateTimeOffset First, DateTimeOffset Last)> Majors(IEnumerable<Candidate> candidates) => candidates
        .Where(candidate => candidate.Release.Date is not null)
        .GroupBy(candidate => Major(candidate.Version))
        .ToDictionary(group => group.Key, group => (group.Min(candidate => candidate.Release.Date!.Value), group.Max(candidate => candidate.Release.Date!.Value)));

    static bool IsOlderToPeople(SchemeVersion current, SchemeVersion target) =>
        LooseVersion.Parse(current.Text) is { } a && LooseVersion.Parse(target.Text) is { } b && b.OrderTo(a) < 0;

    static DigitRun Major(SchemeVersion version) => version.Numbers.Count > 0 ? version.Numbers[0] : default;
}
