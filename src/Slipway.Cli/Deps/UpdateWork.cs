using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Updates;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.DependencyUpdates.Updates.Preparing;
using Slipway.DependencyUpdates.Updates.Proposing;
using Slipway.DependencyUpdates.Updates.Run;

namespace Slipway.Cli.Deps;

/// <summary>The three ways of an update.</summary>
/// <param name="only">Empty: all components.</param>
sealed class UpdateWork(Session session, DependencyRun run, Survey survey, IReadOnlyList<HeldVersion> held, IReadOnlyList<NameGlob> only)
{
    readonly List<RequestReport> _requests = [];
    readonly List<ManualReport> _manual = [];
    readonly List<EmbargoReport> _embargoed = [];

    /// <summary>Prepared and verified, and nothing is changed.</summary>
    public async Task<UpdateReport> DryAsync(CancellationToken ct)
    {
        var (results, plan) = await PlanAsync(survey, null, "", ct);
        foreach (var update in plan.Updates) _requests.Add(Planned(await run.PrepareAsync(results, update, ct), "planned"));
        return Report(results);
    }

    /// <summary>Into the files of the folder, which then are as if every request were merged.</summary>
    public async Task<UpdateReport> InPlaceAsync(string folder, CancellationToken ct)
    {
        var (results, plan) = await PlanAsync(survey, null, "", ct);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var update in plan.Updates)
        {
            // A second step for the same component (a major one) stays for the next time: each is written over the files as they were read.
            var prepared = await run.PrepareAsync(results, update, ct);
            if (prepared is PreparedUpdate.Ready again && again.Files.Keys.Any(changed.Contains))
            {
                var fresh = Survey.Take(DependencyUpdates.Files.ProjectFiles.InFolder(folder), survey.Settings, survey.Warnings);
                prepared = await AgainAsync(fresh, update, ct) is { } made ? made : new PreparedUpdate.Refused(update, "deps.done-already", "Another step of it was written in this run.", "Run it once more for the larger step.");
            }

            if (prepared is PreparedUpdate.Ready ready)
            {
                foreach (var (path, bytes) in ready.Files)
                {
                    await File.WriteAllBytesAsync(Path.Combine(folder, path), bytes, ct);
                    changed.Add(path);
                }
            }

            _requests.Add(Planned(prepared, "written"));
        }

        return Report(results);
    }

    /// <summary>As requests, on each branch of the configuration.</summary>
    public async Task<UpdateReport> ProposeAsync(string folder, CancellationToken ct)
    {
        var forge = await DepsForge.OpenAsync(session.Parsed, folder, ct);
        RunResults? last = null;
        using var branches = await BranchSurveys.FindAsync(forge, survey, ct);
        foreach (var branch in branches.All)
        {
            var (results, plan) = await PlanAsync(branch.Survey, branch.Below, branch.Name, ct);
            last = results;
            var proposer = new UpdateProposer(forge.Proposer, run, survey.Settings, TimeProvider.System) { ClosesObsolete = only.Count == 0 };
            foreach (var report in await proposer.ProposeAsync(plan, branch.Name, branch.Below, results, ct))
                _requests.Add(new(report.Target, report.Branch, report.Title, report.Outcome, report.Says, report.Code, report.Url, report.Plan is null ? [] : Reports.Steps(report.Plan), null));
        }

        return new(_requests, _manual, _embargoed, last?.Notes ?? []);
    }

    async Task<(RunResults Results, UpdatePlan Plan)> PlanAsync(Survey of, string? below, string target, CancellationToken ct)
    {
        var results = await run.CheckAsync(of, held, onlyPatches: below is not null, ct);
        var wanted = results.Results.Where(result => only.Count == 0 || only.Any(name => name.Matches(result.Component.Name)));
        var plan = UpdatePlan.Make(of.Settings, wanted, below);
        _manual.AddRange(plan.Manual.Select(one => Reports.Of(target, one.Step, one.Reason)));
        _embargoed.AddRange(plan.Embargoed.Select(step => Reports.Embargoed(target, step)));
        foreach (var failed in results.Results.OfType<CheckResult.Failed>())
            await Console.Error.WriteLineAsync(Plain.Line($"{failed.Component.At.File}:{failed.Component.Line}: {failed.Component.Name}: {failed.Reason} ({failed.Code}) {failed.Remedy}"));
        return (results, plan);
    }

    /// <summary>The same update over files that another one has changed in between.</summary>
    async Task<PreparedUpdate?> AgainAsync(Survey fresh, PlannedUpdate update, CancellationToken ct)
    {
        var results = await run.CheckAsync(fresh, held, onlyPatches: false, ct);
        return UpdatePlan.Make(fresh.Settings, results.Results, null).Updates.FirstOrDefault(one => one.Branch == update.Branch) is { } same ? await run.PrepareAsync(results, same, ct) : null;
    }

    static RequestReport Planned(PreparedUpdate prepared, string outcome) => prepared switch
    {
        PreparedUpdate.Ready ready => new("", ready.Plan.Branch, ready.Title, outcome, "", null, null, Reports.Steps(ready.Plan), ready.Body),
        PreparedUpdate.Refused refused => new("", refused.Plan.Branch, "", "refused", $"{refused.Reason} {refused.Remedy}", refused.Code, null, Reports.Steps(refused.Plan), null),
        _ => throw new NotSupportedException(prepared.GetType().Name),
    };

    UpdateReport Report(RunResults results) => new(_requests, _manual, _embargoed, results.Notes);
}
