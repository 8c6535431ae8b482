using System.CommandLine;
using Slipway.Cli.Forges;
using Slipway.DependencyUpdates.Updates.Reverts;
using Slipway.DependencyUpdates.Updates.Run;

namespace Slipway.Cli.Deps;

/// <summary><c>slipway deps update</c>: proposes the updates, or writes them into the folder, or says what it would do.</summary>
static class DepsUpdate
{
    static readonly Option<bool> s_dryRun = new("--dry-run") { Description = "Prepare and verify everything, and change nothing" };
    static readonly Option<bool> s_write = new("--write") { Description = "Change the files in the folder instead of proposing; commit them yourself" };
    static readonly Option<bool> s_major = new("--major") { Description = "With --write: major steps too" };
    static readonly Option<string[]> s_only = new("--only") { Description = "Only this component, or glob; may be given again. Closes no request", HelpName = "NAME" };

    public static Command Create()
    {
        var command = new Command("update", "Update with verified checksums: one merge request for each component or group") { DepsOptions.Folder, s_dryRun, s_write, s_major, s_only, DepsOptions.State, DepsOptions.Timeout, DepsOptions.MaxAge, DepsOptions.Embargoed };
        foreach (var option in ForgeSettings.Options) command.Options.Add(option);
        command.SetAction(Session.Run(RunAsync));
        return command;
    }

    static async Task<int> RunAsync(Session session, CancellationToken ct)
    {
        var folder = session.Parsed.GetValue(DepsOptions.Folder)!;
        var survey = ProjectFolder.Survey(folder);
        foreach (var fault in survey.Faults) ProjectFolder.Tell("error", Reports.Of(fault));
        // The same whether there is anything to tell or not.
        if (survey.Settings is { Osv: not null, Security: null } && !session.Parsed.GetValue(DepsOptions.Embargoed))
            await Console.Error.WriteLineAsync("osv: is set and security: is not: fixes of vulnerabilities are proposed nowhere. --embargoed tells what there is.");
        var held = await RevertedUpdates.FindAsync(folder, ct);
        using var run = new DependencyRun(DepsOptions.Read(session.Parsed), survey.Settings, TimeProvider.System);
        var only = (session.Parsed.GetValue(s_only) ?? []).Select(name => new DependencyUpdates.Policy.NameGlob(name)).ToList();
        var work = new UpdateWork(session, run, survey, held, only);
        try
        {
            var report = session.Parsed.GetValue(s_write) ? await work.InPlaceAsync(Path.GetFullPath(folder), session.Parsed.GetValue(s_major), ct)
                : session.Parsed.GetValue(s_dryRun) ? await work.DryAsync(ct)
                : await work.ProposeAsync(folder, ct);
            session.Answer(report, DepsJson.Default.UpdateReport, to => DepsTables.Update(to, report));
            return survey.Faults.Count > 0 ? ExitCode.Malformed : work.HasFailed ? ExitCode.Failed : ExitCode.Done;
        }
        finally
        {
            await run.RememberAsync(CancellationToken.None);
        }
    }
}
