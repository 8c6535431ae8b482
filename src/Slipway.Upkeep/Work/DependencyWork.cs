using Microsoft.Extensions.Options;
using Slipway.Contracts.Upkeep;
using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Updates;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.DependencyUpdates.Updates.Proposing;
using Slipway.DependencyUpdates.Updates.Reverts;
using Slipway.DependencyUpdates.Updates.Run;
using Slipway.Platform;
using Slipway.Platform.Networks;
using Slipway.Proposals.Git;
using Slipway.Upkeep.Duties;
using Slipway.Upkeep.Runs;

namespace Slipway.Upkeep.Work;

/// <summary>
/// Dependencies: what <c>slipway deps update</c> does, with the configuration of the default branch. Sources are asked over HTTP, as far as
/// the server's networks go; the project's first sights lie in the data folder.
/// </summary>
sealed class DependencyWork(DataFolder data, IOptions<UpkeepOptions> options, TimeProvider time) : IDutyWork
{
    const int RequestsAtOnce = 8;

    readonly ReachableNetworks networks = new(options.Value.AllowedNetworks);

    public DutyKind Kind => DutyKind.Dependencies;

    public async Task<RunReport> RunAsync(DutyTask task, CancellationToken ct)
    {
        using var head = await FetchedBranch.FetchAsync(task.Forge.Remote, task.Project.DefaultBranch, ct, history: true);
        using var files = CommitFiles.Open(head.Folder, head.Commit);
        var survey = Read(task, files.Files);
        var held = await RevertedUpdates.FindAsync(head.Folder, head.Commit, ct);
        var state = data.UpkeepOf(task.Project.Id);
        using var run = new DependencyRun(Options(state), survey.Settings, time);
        try
        {
            return await ProposeAsync(task, survey, held, run, ct);
        }
        finally
        {
            await run.RememberAsync(CancellationToken.None);
            AnswerSweep.Keep(Path.Combine(state, "answers"), options.Value.MaxCacheBytes);
        }
    }

    async Task<RunReport> ProposeAsync(DutyTask task, Survey survey, IReadOnlyList<HeldVersion> held, DependencyRun run, CancellationToken ct)
    {
        var (requests, findings) = (new List<UpkeepRequest>(), new List<UpkeepFinding>());
        using var branches = await BranchSurveys.FindAsync(task.Forge.Remote, Duty.Lines(task.Duty.Branches), survey, ct);
        var proposer = new UpdateProposer(task.Forge.Proposer(time), run, survey.Settings, time);
        foreach (var branch in branches.All)
        {
            var results = await run.CheckAsync(branch.Survey, held, onlyPatches: branch.Below is not null, ct);
            var plan = await run.PlanAsync(results, results.Results, branch.Below, ct);
            task.Log.Say($"{branch.Name}: {results.Results.Count} components, {plan.Updates.Count} updates, {plan.Manual.Count} by hand.");
            foreach (var note in results.Notes)
            {
                task.Log.Say(note);
            }

            findings.AddRange(results.Public.Select(result => ComponentFinding.Of(branch.Name, result)));
            foreach (var report in await proposer.ProposeAsync(plan, branch.Name, branch.Below, results, ct))
            {
                task.Log.Say($"{report.Branch} into {report.Target}: {report.Outcome}. {report.Says}");
                requests.Add(Request(report));
            }
        }

        return new RunReport(requests, findings);
    }

    static Survey Read(DutyTask task, ProjectFiles files)
    {
        var read = SettingsFiles.Read(files);
        if (read.Settings is not { } settings)
        {
            throw new UpkeepException("deps.settings", string.Join(' ', read.Faults.Take(5).Select(fault => $"{fault.File}:{fault.Line}: {fault.Message} {fault.Remedy}")));
        }

        if (settings.Osv is { } osv && !(Uri.TryCreate(osv, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"))
        {
            task.Log.Say("Advisories in a folder or file are not read here: give an OSV service's address. Vulnerabilities are not looked up.");
            settings = settings with { Osv = null };
        }

        if (settings is { Osv: not null } or { Security: not null })
        {
            task.Log.Say("Fixes of vulnerabilities are proposed by no run here: slipway deps update does, in the private project of security:.");
        }

        var survey = Survey.Take(files, settings with { Reviewers = task.Reviewers(settings.Reviewers) }, read.Warnings);
        foreach (var fault in survey.Faults.Concat(survey.Warnings).Take(100))
        {
            task.Log.Say($"{fault.File}:{fault.Line}: {fault.Message} {fault.Remedy} ({fault.Code})");
        }

        return survey;
    }

    RunOptions Options(string state) => new(state, new SourceOptions
    {
        AllowLocalGit = false,
        MayConnect = networks.MayGo,
        MaxAnswerBytes = options.Value.MaxAnswerBytes,
        RequestsAtOnce = RequestsAtOnce,
    })
    {
        Registries = options.Value.Registries,
    };

    static UpkeepRequest Request(ProposalReport report) => new(
        report.Target, report.Branch, report.Outcome, Number(report.Url), report.Title, report.Code is null ? report.Says : $"{report.Says} ({report.Code})");

    // The proposal's report has the page's address: its last part is the number.
    static long? Number(string? url) => url is not null && long.TryParse(url[(url.LastIndexOf('/') + 1)..], out var number) ? number : null;
}
