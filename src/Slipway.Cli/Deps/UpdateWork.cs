using Slipway.Cli.Forges;
using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Policy;
using Slipway.DependencyUpdates.Updates;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.DependencyUpdates.Updates.Preparing;
using Slipway.DependencyUpdates.Updates.Proposing;
using Slipway.DependencyUpdates.Updates.Run;
using Slipway.Proposals;

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

    /// <summary>Into the files of the folder, one after the other.</summary>
    /// <param name="major">Whether steps that would have a request of their own for being major are taken too.</param>
    public async Task<UpdateReport> InPlaceAsync(string folder, bool major, CancellationToken ct)
    {
        var (results, plan) = await PlanAsync(survey, null, "", ct);
        var written = false;
        foreach (var planned in plan.Updates)
        {
            if (planned.IsMajorLane && !major)
            {
                _requests.Add(new("", planned.Branch, "", "later", "It is a major step: --major takes it.", null, null, Reports.Steps(planned), null));
                continue;
            }

            // The files are other ones after each update, so the places of the next are found anew; the sources are not asked again.
            var update = planned;
            if (written)
            {
                results = await run.CheckAsync(Survey.Take(ProjectFiles.InFolder(folder), survey.Settings, []), held, onlyPatches: false, ct);
                update = UpdatePlan.Make(survey.Settings, results.Results, null).Updates.FirstOrDefault(one => one.Branch == planned.Branch);
                if (update is null) continue;
            }

            var prepared = await run.PrepareAsync(results, update, ct);
            foreach (var (path, bytes) in (prepared as PreparedUpdate.Ready)?.Files ?? new Dictionary<string, byte[]>()) await File.WriteAllBytesAsync(Path.Combine(folder, path), bytes, ct);
            written |= prepared is PreparedUpdate.Ready;
            _requests.Add(Planned(prepared, "written"));
        }

        return Report(results);
    }

    /// <summary>As requests, on each branch of the configuration.</summary>
    public async Task<UpdateReport> ProposeAsync(string folder, CancellationToken ct)
    {
        var (remote, forge) = await ForgeSettings.FindAsync(session.Parsed, folder, ct);
        var settings = survey.Settings with { Labels = ForgeSettings.Labels(session.Parsed, survey.Settings.Labels), Reviewers = ForgeSettings.Reviewers(session.Parsed, survey.Settings.Reviewers) };
        RunResults? last = null;
        using var branches = await BranchSurveys.FindAsync(remote, ForgeSettings.Target(session.Parsed), survey, ct);
        foreach (var branch in branches.All)
        {
            var (results, plan) = await PlanAsync(branch.Survey with { Settings = settings }, branch.Below, branch.Name, ct);
            last = results;
            var proposer = new UpdateProposer(new Proposer(remote, forge, TimeProvider.System), run, settings, TimeProvider.System) { ClosesObsolete = only.Count == 0 };
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

    static RequestReport Planned(PreparedUpdate prepared, string outcome) => prepared switch
    {
        PreparedUpdate.Ready ready => new("", ready.Plan.Branch, ready.Title, outcome, "", null, null, Reports.Steps(ready.Plan), ready.Body),
        PreparedUpdate.Refused refused => new("", refused.Plan.Branch, "", "refused", $"{refused.Reason} {refused.Remedy}", refused.Code, null, Reports.Steps(refused.Plan), null),
        _ => throw new NotSupportedException(prepared.GetType().Name),
    };

    UpdateReport Report(RunResults results) => new(_requests, _manual, _embargoed, results.Notes);
}
