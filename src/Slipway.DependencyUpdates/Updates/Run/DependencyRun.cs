using Slipway.DependencyUpdates.Advisories;
using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Locks;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.DependencyUpdates.Updates.Preparing;
using Slipway.DependencyUpdates.Verification;
using Slipway.DependencyUpdates.Verification.Ledgers;

namespace Slipway.DependencyUpdates.Updates.Run;

/// <summary>One pass over a project: asks each source once, for all of its branches, and remembers what it saw.</summary>
public sealed class DependencyRun : IDisposable
{
    readonly RunOptions _options;
    readonly SourceOptions _sources;
    readonly TimeProvider _time;
    readonly Lookups _lookups;
    readonly Ledger _ledger;
    readonly Dictionary<DatasourceQuery, LookupOutcome> _asked = [];

    public DependencyRun(RunOptions options, DependencySettings settings, TimeProvider time)
    {
        (_options, _sources, _time) = (options, options.For(settings), time);
        _lookups = new(_sources, time);
        _ledger = LedgerFile.Read(options.StateFolder, out var faults);
        Notes = [.. faults.Select(fault => $"The ledger in {options.StateFolder}: {fault}")];
    }

    public IReadOnlyList<string> Notes { get; }

    /// <param name="held">Reverted updates; the configuration's are added.</param>
    /// <param name="onlyPatches">For release branches: larger steps are left out.</param>
    public async Task<RunResults> CheckAsync(Survey survey, IReadOnlyList<HeldVersion> held, bool onlyPatches, CancellationToken ct)
    {
        var now = _time.GetUtcNow();
        var wanted = survey.Components.Where(component => component.Unwatched is null && Terms.Of(survey.Settings, component, null).Ignore is null).Select(component => component.Query).OfType<DatasourceQuery>().Where(query => !_asked.ContainsKey(query));
        foreach (var (query, outcome) in await _lookups.AskAsync(wanted, ct)) _asked[query] = outcome;
        var checker = new Checker(survey.Settings, [.. survey.Settings.Held, .. held], _ledger.FirstSeen, _ledger.Alarm, now) { OnlyPatches = onlyPatches };
        IReadOnlyList<CheckResult> results = survey.Components.Select(component => checker.Check(component, component.Query is { } query ? _asked.GetValueOrDefault(query) : null)).ToList();
        foreach (var (query, outcome) in _asked)
        {
            if (outcome is LookupOutcome.Found found) _ledger.See(query, found.Releases, now);
        }

        if (survey.Settings.Osv is not { } osv) return new(survey, results, results, _asked, Notes);
        var (marked, notes) = await new Vulnerable(new AdvisorySources(osv, _sources, _time)).MarkAsync(results, ct);
        return new(survey, marked, results, _asked, [.. Notes, .. notes]);
    }

    /// <summary>Plans for one branch, after the lock files were asked whether they can follow.</summary>
    /// <param name="wanted">Those of the results that are to be planned.</param>
    public async Task<UpdatePlan> PlanAsync(RunResults results, IEnumerable<CheckResult> wanted, string? target, CancellationToken ct)
    {
        var locks = new LockFiles(_lookups);
        var resolved = await Task.WhenAll(wanted.Select(result => locks.ResolveAsync(results.Survey.Files, result, ct)));
        return UpdatePlan.Make(results.Survey.Settings, resolved.SelectMany(some => some), target);
    }

    public Task<PreparedUpdate> PrepareAsync(RunResults results, PlannedUpdate plan, CancellationToken ct) => new Preparer(results.Survey, results.Lookups, FetchAsync).PrepareAsync(plan, ct);

    /// <summary>Writes down what was seen. Also after a run that was cut short: a first sight is one whatever came after.</summary>
    public Task RememberAsync(CancellationToken ct) => LedgerFile.WriteAsync(_options.StateFolder, _ledger, accepted: false, _time, ct);

    public void Dispose() => _lookups.Dispose();

    async Task<FetchedArchive> FetchAsync(ArchiveWish wish, CancellationToken ct)
    {
        var file = wish.Keep ? Path.Combine(Path.GetTempPath(), $"slipway-archive-{Guid.NewGuid():N}") : null;
        using var checks = new ArchiveChecks(_sources, _ledger, _time);
        var outcome = await checks.ComputeAsync(new(wish.Address)
        {
            Algorithms = [.. wish.Algorithms], KeepAt = file, Keys = wish.Keys, Published = wish.Release.Download is { } download && Uri.Compare(download, wish.Address, UriComponents.HttpRequestUrl, UriFormat.SafeUnescaped, StringComparison.Ordinal) == 0 ? wish.Release.Checksum : null,
        }, ct);
        return new(outcome, file is not null && File.Exists(file) ? file : null);
    }
}
