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
using Slipway.Proposals.Forges;
using Slipway.Proposals.Git;

namespace Slipway.Cli.Deps;

/// <summary>The three ways of an update.</summary>
/// <param name="only">Empty: all components.</param>
sealed class UpdateWork(Session session, DependencyRun run, Survey survey, IReadOnlyList<HeldVersion> held, IReadOnlyList<NameGlob> only)
{
    readonly List<RequestReport> _requests = [];
    readonly List<ManualReport> _manual = [];
    readonly List<EmbargoReport> _embargoed = [];
    readonly bool _shows = session.Parsed.GetValue(DepsOptions.Embargoed);

    public bool HasFailed => _requests.Exists(request => request.Outcome is "refused" or "failed") || _embargoed.Exists(secret => secret.Outcome is "refused" or "failed");

    /// <summary>Prepared and verified, and nothing is changed.</summary>
    public async Task<UpdateReport> DryAsync(CancellationToken ct)
    {
        var (results, plan) = await PlanAsync(survey, null, "", ct);
        foreach (var update in plan.Updates) _requests.Add(Reports.Of(await run.PrepareAsync(results, update, ct), "planned"));
        if (_shows)
        {
            foreach (var update in plan.Security) _embargoed.Add(Reports.Embargoed("", update, Reports.Of(await run.PrepareAsync(results, update, ct), "planned")));
        }

        return Report(results);
    }

    /// <summary>Into the files of the folder, one after the other.</summary>
    /// <param name="major">Whether steps that would have a request of their own for being major are taken too.</param>
    public async Task<UpdateReport> InPlaceAsync(string folder, bool major, CancellationToken ct)
    {
        var (results, plan) = await PlanAsync(survey, null, "", ct);
        var written = false;
        foreach (var planned in _shows ? [.. plan.Security, .. plan.Updates] : plan.Updates)
        {
            if (planned.IsMajorLane && !major && !plan.Security.Contains(planned))
            {
                _requests.Add(new("", planned.Branch, "", "later", "It is a major step: --major takes it.", null, null, Reports.Steps(planned), null));
                continue;
            }

            // The files are other ones after each update, so the places of the next are found anew; the sources are not asked again.
            var update = planned;
            if (written)
            {
                results = await run.CheckAsync(Survey.Take(ProjectFiles.InFolder(folder), survey.Settings, []), held, onlyPatches: false, ct);
                var anew = await run.PlanAsync(results, results.Results, null, ct);
                update = anew.Updates.Concat(anew.Security).FirstOrDefault(one => one.Branch == planned.Branch);
                if (update is null) continue;
            }

            var prepared = await run.PrepareAsync(results, update, ct);
            foreach (var file in (prepared as PreparedUpdate.Ready)?.Files ?? []) await File.WriteAllBytesAsync(Path.Combine(folder, file.Path), file.After, ct);
            written |= prepared is PreparedUpdate.Ready;
            if (plan.Security.Contains(planned)) _embargoed.Add(Reports.Embargoed("", update, Reports.Of(prepared, "written")));
            else _requests.Add(Reports.Of(prepared, "written"));
        }

        return Report(results);
    }

    /// <summary>As requests, on each branch of the configuration; fixes of vulnerabilities in the private project.</summary>
    public async Task<UpdateReport> ProposeAsync(string folder, CancellationToken ct)
    {
        var (remote, forge) = await ForgeSettings.FindAsync(session.Parsed, folder, ct);
        var secret = survey.Settings.Security is { } project ? await SecurityForge.OpenAsync(project, remote, ct) : ((GitRemote, IForge)?)null;
        var settings = survey.Settings with { Labels = ForgeSettings.Labels(session.Parsed, survey.Settings.Labels), Reviewers = ForgeSettings.Reviewers(session.Parsed, survey.Settings.Reviewers) };
        var last = await PassAsync(remote, forge, settings, UpdatePlan.BranchPrefix, ct);
        if (secret is { } here) await PassAsync(here.Item1, here.Item2, settings, UpdatePlan.SecurityPrefix, ct);
        return new(_requests, _manual, _shows ? _embargoed : [], last?.Notes ?? []);
    }

    async Task<RunResults?> PassAsync(GitRemote remote, IForge forge, DependencySettings settings, string lane, CancellationToken ct)
    {
        RunResults? last = null;
        var isSecret = lane == UpdatePlan.SecurityPrefix;
        using var branches = await BranchSurveys.FindAsync(remote, ForgeSettings.Target(session.Parsed) is { } target ? [target] : [], survey, ct);
        var proposer = new UpdateProposer(new Proposer(remote, forge, TimeProvider.System), run, settings, TimeProvider.System) { ClosesObsolete = only.Count == 0, Lane = lane };
        foreach (var branch in branches.All)
        {
            var (results, plan) = await PlanAsync(branch.Survey with { Settings = settings }, branch.Below, branch.Name, ct, isQuiet: isSecret);
            last = results;
            if (!isSecret && settings.Security is null) _embargoed.AddRange(plan.Security.Select(update => Reports.Embargoed(branch.Name, update, null)));
            foreach (var report in await proposer.ProposeAsync(plan, branch.Name, branch.Below, results, ct))
            {
                if (!isSecret) _requests.Add(Reports.Of(report));
                else if (report.Plan is { } update) _embargoed.Add(Reports.Embargoed(branch.Name, update, Reports.Of(report)));
            }
        }

        return last;
    }

    /// <param name="isQuiet">What fails and what is by hand was told before.</param>
    async Task<(RunResults Results, UpdatePlan Plan)> PlanAsync(Survey of, string? below, string target, CancellationToken ct, bool isQuiet = false)
    {
        var results = await run.CheckAsync(of, held, onlyPatches: below is not null, ct);
        var wanted = results.Results.Where(result => only.Count == 0 || only.Any(name => name.Matches(result.Component.Name)));
        var plan = await run.PlanAsync(results, wanted, below, ct);
        if (isQuiet) return (results, plan);
        _manual.AddRange(plan.Manual.Select(one => Reports.Of(target, one.Step, one.Reason)));
        foreach (var failed in results.Public.OfType<CheckResult.Failed>())
            await Console.Error.WriteLineAsync(Plain.Line($"{failed.Component.At.File}:{failed.Component.Line}: {failed.Component.Name}: {failed.Reason} ({failed.Code}) {failed.Remedy}"));
        return (results, plan);
    }

    UpdateReport Report(RunResults results) => new(_requests, _manual, _embargoed, results.Notes);
}
