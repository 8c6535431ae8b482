using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Versioning.Choice;

/// <summary>The constraints, one after the other; what each drops is told.</summary>
sealed class Selection(UpgradeRequest request, IVersionScheme scheme, SchemeVersion current, Tags.TagReader reader)
{
    const int MaxDropped = 1000;

    public UpgradeChoice Select(IReadOnlyList<Candidate> candidates, List<DroppedRelease> dropped)
    {
        VersionRange? allowed = null;
        if (request.Allowed is { } range && (allowed = scheme.ParseRange(range)) is null)
            return new UpgradeChoice.Refused("deps.range-invalid", $"{range} is no range of the scheme {scheme.Name}.", "Write it in the scheme's own language.") { Scheme = scheme.Name, Dropped = dropped };

        var isTag = request.Releases.Any(release => release.Version == request.Current);
        var currentDate = candidates.FirstOrDefault(candidate => candidate.Version.OrderTo(current) == 0)?.Release.Date;
        var majors = SecondOpinion.Majors(candidates);
        var upgrades = new List<Upgrade>();
        foreach (var candidate in candidates.OrderByDescending(candidate => candidate.Version, Comparer<SchemeVersion>.Create((a, b) => a.OrderTo(b))))
        {
            var value = reader.Write(candidate.Release.Version, candidate.Dotted, isTag);
            if (!Upgrade.TryMake(current, candidate.Version, candidate.Release, value, out var upgrade))
            {
                if (candidate.Version.OrderTo(current) < 0) dropped.Add(new(candidate.Release.Version, "older", $"It is older than {current}."));
            }
            else if ((Against(candidate, allowed) ?? SecondOpinion.Against(current, currentDate, candidate, majors)) is { } against)
            {
                dropped.Add(new(candidate.Release.Version, against.Rule, against.Reason));
            }
            else
            {
                upgrades.Add(upgrade);
            }
        }

        dropped = [.. dropped.Take(MaxDropped)];
        return upgrades.Count > 0
            ? new UpgradeChoice.Upgrades(current, upgrades) { Scheme = scheme.Name, Dropped = dropped }
            : new UpgradeChoice.UpToDate(current) { Scheme = scheme.Name, Dropped = dropped };
    }

    (string Rule, string Reason)? Against(Candidate candidate, VersionRange? allowed)
    {
        var (release, version) = (candidate.Release, candidate.Version);
        if (release.Yanked) return ("yanked", release.YankedReason is { } why ? $"Upstream withdrew it: {why}" : "Upstream withdrew it.");
        if (request.Held.Contains(release.Version) || request.Held.Contains(candidate.Dotted)) return ("held", "The project holds it back.");
        if (candidate.IsPrerelease && !Wants(version)) return ("prerelease", "It is a prerelease.");
        if (allowed?.Allows(version) == false) return ("not-allowed", $"It is not in {allowed.Text}.");
        // 3.12 is a moving tag and 3.12.4 a fixed one: an image stays with the kind that it has.
        if (request.Datasource == DatasourceNames.Oci && version.Numbers.Count != current.Numbers.Count) return ("other-precision", "Its number of parts is not the current tag's.");
        if (request.OddMinorsAreUnstable && IsOdd(version)) return ("odd-minor", "Its second number is odd: upstream's development line.");
        return null;
    }

    bool Wants(SchemeVersion version) => request.Prereleases ?? (current.IsPrerelease && current.Numbers.SequenceEqual(version.Numbers));

    static bool IsOdd(SchemeVersion version) => version.Numbers.Count > 1 && (version.Numbers[1].ToString()[^1] - '0') % 2 == 1;
}
