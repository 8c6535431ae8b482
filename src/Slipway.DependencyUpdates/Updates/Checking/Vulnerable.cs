using Slipway.DependencyUpdates.Advisories;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Updates.Checking;

/// <summary>
/// Adds what is known of vulnerabilities. Where the current version has one, the step is the one that no longer has it, at once: neither cooldown nor
/// schedule hold it back.
/// </summary>
sealed class Vulnerable(AdvisorySources sources)
{
    /// <returns>The results in their order, and what the reader should know.</returns>
    public async Task<(IReadOnlyList<CheckResult> Results, IReadOnlyList<string> Notes)> MarkAsync(IReadOnlyList<CheckResult> results, CancellationToken ct)
    {
        var watched = results.Where(result => result.Component is { Query: not null, Unwatched: null, Current.Length: > 0 }).ToList();
        var current = await sources.FindAsync([.. watched.Select(result => Question(result, result.Component.Current))], ct);
        if (current is not AdvisoryOutcome.Known known) return (results, [Failure(current)]);
        var affected = watched.Zip(known.Found).Where(pair => pair.Second.Count > 0).ToDictionary(pair => pair.First, pair => pair.Second);
        var steps = affected.Keys.OfType<CheckResult.Newer>().SelectMany(newer => Candidates(newer).Select(upgrade => (newer, upgrade))).ToList();
        var after = await sources.FindAsync([.. steps.Select(step => Question(step.newer, step.upgrade.Value))], ct);
        if (after is not AdvisoryOutcome.Known fixedIn) return (results, [Failure(after)]);
        var clean = steps.Zip(fixedIn.Found).Where(pair => pair.Second.Count == 0).Select(pair => pair.First).ToLookup(step => (CheckResult)step.newer, step => step.upgrade);
        return ([.. results.Select(result => affected.TryGetValue(result, out var found) ? Mark(result, found, [.. clean[result]]) : result)], [.. known.Notes.Union(fixedIn.Notes)]);
    }

    static CheckResult Mark(CheckResult result, IReadOnlyList<Advisory> found, IReadOnlyList<Upgrade> clean)
    {
        var marked = result with { Vulnerabilities = [.. found.Select(one => new KnownVulnerability(one.Aliases is [var alias, ..] ? alias : one.Id, one.Summary, one.FixedIn))] };
        if (marked is not CheckResult.Newer newer) return marked;
        if (clean.Count == 0) return newer with { Vulnerabilities = [], Notes = [.. newer.Notes, $"It has {string.Join(", ", marked.Vulnerabilities.Select(one => one.Id))}, and no release that is offered is free of it."] };
        // The smallest step's newest release: a fix should change as little else as it can.
        var step = clean.OrderBy(upgrade => upgrade.Level).First();
        return newer with { Ready = [step], Waiting = [.. newer.Waiting.Where(one => one.Upgrade.Value != step.Value)] };
    }

    static IEnumerable<Upgrade> Candidates(CheckResult.Newer newer) => newer.Ready.Concat(newer.Waiting.Select(one => one.Upgrade)).Take(50);

    static AdvisoryQuestion Question(CheckResult result, string version) => new(result.Component.Query!.Datasource, result.Component.Query.Package, version) { Scheme = result.Component.Scheme };

    static string Failure(AdvisoryOutcome outcome) => outcome is AdvisoryOutcome.Failed failed ? $"Vulnerabilities are not known: {failed.Reason} ({failed.Code}) {failed.Remedy}" : "";
}
