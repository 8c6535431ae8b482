using System.CommandLine;
using Slipway.Cli.Deps;
using Slipway.DependencyUpdates.Configuration;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Updates.Reverts;
using Slipway.DependencyUpdates.Updates.Run;

namespace Slipway.Cli.Commands;

/// <summary>Looks after a project's dependencies; needs no Slipway server.</summary>
static class DepsCommand
{
    static readonly Argument<string> s_name = new("NAME") { Description = "A component's name, or a glob" };

    static readonly Argument<string> s_version = new("VERSION") { Description = "As upstream spells it: v1.2.3" };

    public static Command Create() => new("deps", "Dependencies of a project: what it names, what is newer, and verified updates; needs no server")
    {
        One("scan", "List each component, and those that nothing watches", ScanAsync),
        One("check", "Ask each source once, and say what is newer", CheckAsync, DepsOptions.State, DepsOptions.Timeout, DepsOptions.MaxAge, DepsOptions.Embargoed),
        DepsUpdate.Create(),
        Why(),
        Accept(),
        Schema(),
    };

    static Command One(string name, string description, Func<Session, CancellationToken, Task<int>> run, params ReadOnlySpan<Option> options)
    {
        var command = new Command(name, description) { DepsOptions.Folder };
        foreach (var option in options) command.Options.Add(option);
        command.SetAction(Session.Run(run));
        return command;
    }

    static Command Why()
    {
        var command = new Command("why", "Every release of a component, and the rule by which it is taken or left") { s_name, DepsOptions.Folder, DepsOptions.State, DepsOptions.Timeout, DepsOptions.MaxAge, DepsOptions.Embargoed };
        command.SetAction(Session.Run(WhyAsync));
        return command;
    }

    static Command Accept()
    {
        var command = new Command("accept", "Take what upstream has now for a tag or archive that changed, after you asked there") { s_name, s_version, DepsOptions.Folder, DepsOptions.State };
        command.SetAction(Session.Run(AcceptAsync));
        return command;
    }

    static Command Schema()
    {
        var command = new Command("schema", "Write the JSON schema of slipway-deps.yml, for editors");
        command.SetAction(Session.Run((session, _) =>
        {
            session.Out.Write(SettingsSchema.Text);
            return Task.FromResult(ExitCode.Done);
        }));
        return command;
    }

    static Task<int> ScanAsync(Session session, CancellationToken ct)
    {
        var survey = ProjectFolder.Survey(session.Parsed.GetValue(DepsOptions.Folder)!);
        var report = Reports.Of(survey, survey.Components.Select(Reports.Of), []);
        ProjectFolder.TellAll(report);
        session.Answer(report, DepsJson.Default.DepsReport, to => DepsTables.Scan(to, report));
        return Task.FromResult(report.Faults.Count > 0 ? ExitCode.Malformed : report.Silent > 0 ? ExitCode.Failed : ExitCode.Done);
    }

    static async Task<int> CheckAsync(Session session, CancellationToken ct)
    {
        var (results, run) = await RunAsync(session, ct);
        using var ended = run;
        var report = Reports.Of(results.Survey, Shown(session, results).Select(Reports.Of), results.Notes);
        ProjectFolder.TellAll(report);
        session.Answer(report, DepsJson.Default.DepsReport, to => DepsTables.Check(to, report));
        return report.Faults.Count > 0 ? ExitCode.Malformed : results.Results.Any(result => result is CheckResult.Failed) ? ExitCode.Failed : ExitCode.Done;
    }

    static async Task<int> WhyAsync(Session session, CancellationToken ct)
    {
        var (results, run) = await RunAsync(session, ct);
        using var ended = run;
        var name = new DependencyUpdates.Policy.NameGlob(session.Parsed.GetValue(s_name)!);
        var found = Shown(session, results).Where(result => name.Matches(result.Component.Name)).ToList();
        if (found.Count == 0) throw new Failure(ExitCode.NotFound, $"The project names no component {name.Text}.", "slipway deps scan lists them.");
        var report = new WhyReport([.. found.Select(result => WhyText.Of(result))]);
        return session.Answer(report, DepsJson.Default.WhyReport, to => DepsTables.Why(to, report));
    }

    static async Task<int> AcceptAsync(Session session, CancellationToken ct)
    {
        var (name, version) = (new DependencyUpdates.Policy.NameGlob(session.Parsed.GetValue(s_name)!), session.Parsed.GetValue(s_version)!);
        var survey = ProjectFolder.Survey(session.Parsed.GetValue(DepsOptions.Folder)!);
        var state = DepsOptions.StateFolder(session.Parsed);
        var ledger = LedgerFile.Read(state, out _);
        var known = false;
        foreach (var component in survey.Components.Where(component => name.Matches(component.Name)))
        {
            known |= component.Query is { } query && ledger.Accept(query, version);
            foreach (var archive in component.Checksums.Select(sum => sum.Archive).Append(component.Archive).Where(archive => archive is { Varies: true }))
                known |= Uri.TryCreate(archive!.For(version), UriKind.Absolute, out var address) && ledger.Accept(address);
        }

        if (!known) throw new Failure(ExitCode.NotFound, $"{version} of {name.Text} was never seen.", "slipway deps why NAME shows what was.");
        await LedgerFile.WriteAsync(state, ledger, accepted: true, TimeProvider.System, ct);
        await Console.Error.WriteLineAsync(Plain.Line($"{version} of {name.Text} is seen as for the first time in the next run: its cooldown begins anew."));
        return ExitCode.Done;
    }

    static IReadOnlyList<CheckResult> Shown(Session session, RunResults results) => session.Parsed.GetValue(DepsOptions.Embargoed) ? results.Results : results.Public;

    static async Task<(RunResults Results, DependencyRun Run)> RunAsync(Session session, CancellationToken ct)
    {
        var folder = session.Parsed.GetValue(DepsOptions.Folder)!;
        var survey = ProjectFolder.Survey(folder);
        var run = new DependencyRun(DepsOptions.Read(session.Parsed), survey.Settings, TimeProvider.System);
        try
        {
            var results = await run.CheckAsync(survey, await RevertedUpdates.FindAsync(folder, ct), onlyPatches: false, ct);
            await run.RememberAsync(ct);
            return (results, run);
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }
}
