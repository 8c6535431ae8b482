using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Updates.Checking;

/// <summary>Judges each component by what its source told.</summary>
/// <param name="held">Those of the configuration, and those that were reverted.</param>
public sealed class Checker(DependencySettings settings, IReadOnlyList<HeldVersion> held, FirstSeen firstSeen, Alarm alarm, DateTimeOffset now)
{
    /// <summary>For release branches: only the smallest steps are taken.</summary>
    public bool OnlyPatches { get; init; }

    /// <param name="lookup">Null: it was not asked for.</param>
    public CheckResult Check(Component component, LookupOutcome? lookup)
    {
        if (component.Query is not { } query || component.Unwatched is not null) return new CheckResult.Unwatched(component, component.Unwatched);
        var terms = Terms.Of(settings, component, null);
        if (terms.Ignore is { } ignored) return new CheckResult.Ignored(component, ignored);
        return lookup switch
        {
            LookupOutcome.Found found when query.Datasource == DatasourceNames.GitRefs => Pin(component, query, found),
            LookupOutcome.Found found => Choose(component, query, terms, found),
            LookupOutcome.Failed failed => new CheckResult.Failed(component, failed.Code, failed.Reason, failed.Remedy),
            _ => new CheckResult.Failed(component, "deps.not-asked", "Its source was not asked.", "Run slipway deps check."),
        };
    }

    CheckResult Choose(Component component, DatasourceQuery query, Terms terms, LookupOutcome.Found found)
    {
        var mine = held.Where(one => one.Name.Matches(component.Name)).ToList();
        var all = mine.Find(one => one.Versions.Count == 0);
        if (all is not null) return new CheckResult.Ignored(component, $"It is held: {all.Reason}");
        var choice = UpgradeChooser.Choose(new UpgradeRequest(component.Current, found.Releases, component.Scheme ?? terms.Scheme, query.Datasource)
        {
            TagPattern = component.TagPattern ?? terms.TagPattern, Allowed = terms.Allowed ?? component.Allowed, Prereleases = terms.Prereleases, OddMinorsAreUnstable = terms.OddMinorsAreUnstable,
            Held = mine.SelectMany(one => one.Versions).ToHashSet(StringComparer.Ordinal),
        });
        IReadOnlyList<string> notes = [.. found.Notes, .. mine.Select(one => $"Held: {string.Join(", ", one.Versions)}: {one.Reason}{(one.Commit is null ? "" : $" ({one.Commit})")}")];
        return choice switch
        {
            UpgradeChoice.Refused refused => new CheckResult.Failed(component, refused.Code, refused.Reason, refused.Remedy) { Notes = notes, Dropped = refused.Dropped },
            UpgradeChoice.Upgrades upgrades => Newer(component, query, upgrades, notes),
            _ => new CheckResult.UpToDate(component) { Notes = notes, Dropped = choice.Dropped },
        };
    }

    CheckResult Newer(Component component, DatasourceQuery query, UpgradeChoice.Upgrades upgrades, IReadOnlyList<string> notes)
    {
        var told = new List<string>(notes);
        var waiting = new List<WaitingRelease>();
        var ready = new List<Upgrade>();
        var behind = new List<DroppedRelease>();
        foreach (var upgrade in upgrades.All)
        {
            if (alarm(query, upgrade.Release) is { } wrong) return new CheckResult.Failed(component, "deps.changed-upstream", wrong, "Ask upstream what happened; then hold the version, or take it with slipway deps accept NAME VERSION.") { Notes = notes, Dropped = upgrades.Dropped };
            var step = Terms.Of(settings, component, upgrade.Level);
            var lane = step.SeparateMajor && upgrade.Level == UpgradeLevel.Major;
            if (ready.Find(other => !step.SeparateMajor || (other.Level == UpgradeLevel.Major) == lane) is { } better)
            {
                behind.Add(new(upgrade.Release.Version, "behind", $"{better.Value} is newer, and taken."));
                continue;
            }

            if (OnlyPatches && upgrade.Level > UpgradeLevel.Patch)
            {
                told.Add($"{upgrade.Value} is left out: a release branch takes patches only.");
                continue;
            }

            if (step.Ignore is { } why)
            {
                told.Add($"{upgrade.Value} is left out: {why}");
                continue;
            }

            var since = firstSeen(query, upgrade.Release) ?? now;
            if (since + step.Cooldown > now) waiting.Add(new(upgrade, since, since + step.Cooldown));
            else ready.Add(upgrade);
        }

        return new CheckResult.Newer(component, ready, waiting) { Newest = upgrades.Newest, All = upgrades.All, Notes = told, Dropped = [.. behind, .. upgrades.Dropped] };
    }

    static CheckResult Pin(Component component, DatasourceQuery query, LookupOutcome.Found found)
    {
        string[] wanted = query.Pattern is { } branch ? [branch] : ["main", "master"];
        var head = wanted.Select(name => found.Releases.FirstOrDefault(release => release.Version == name)).FirstOrDefault(release => release?.Commit is not null);
        if (head is null) return new CheckResult.Failed(component, "deps.no-branch", $"{query.Package} has no branch {string.Join(" or ", wanted)}.", "Name the branch: components: with listing-pattern:.") { Notes = found.Notes };
        return head.Commit!.StartsWith(component.Current, StringComparison.Ordinal) ? new CheckResult.UpToDate(component) { Notes = found.Notes } : new CheckResult.Moved(component, head.Version, head.Commit) { Notes = found.Notes };
    }
}
