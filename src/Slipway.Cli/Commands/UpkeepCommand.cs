using System.CommandLine;
using Slipway.Client;
using Slipway.Contracts.Upkeep;

namespace Slipway.Cli.Commands;

/// <summary>What the server does for a project by itself.</summary>
static class UpkeepCommand
{
    static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    static readonly Argument<string> s_project = Names.ProjectArgument();
    static readonly Argument<string> s_duty = new Argument<string>("DUTY") { Description = "known-hosts or deps" }.AcceptOnlyFromAmong("known-hosts", "deps");
    static readonly Argument<long> s_run = new("RUN") { Description = "As slipway upkeep history shows it" };
    static readonly Option<string?> s_cron = new("--cron") { Description = "When, in five fields: \"30 1 * * *\"; as it was without it, else once a night", HelpName = "CRON" };
    static readonly Option<string?> s_zone = new("--time-zone") { Description = "As Europe/Berlin; as it was without it, else UTC", HelpName = "ZONE" };
    static readonly Option<string[]?> s_branches = new("--branch") { Description = "Instead of the default branch; may be given again, and as \"\" for the default one", HelpName = "BRANCH" };
    static readonly Option<string?> s_file = new("--file") { Description = "Of known-hosts: the file; support/known_hosts without it", HelpName = "FILE" };
    static readonly Option<string[]?> s_reviewers = new("--reviewer") { Description = "Who is asked to review; may be given again, and as \"\" for whom the project's files name, else you", HelpName = "USER" };
    static readonly Option<bool> s_wait = new("--wait") { Description = "Until it has ended; the exit code says how" };

    public static Command Create() => new("upkeep", "What the server does for a project by itself: host keys, dependencies") { List(), Enable(), Disable(), Run(), History(), Show() };

    static Command List()
    {
        var command = new Command("list", "A project's duties, on or off") { s_project };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Upkeep.ListAsync(Project(session), ct);
            return session.Answer(all, UpkeepJson.Default.IReadOnlyListUpkeepInfo, to => Table.Write(to, ["DUTY", "STATE", "CRON", "ZONE", "BRANCHES", "NEXT (UTC)", "LAST RUN", "FAILED IN A ROW"],
                all.Select(one => new[] { one.Duty, one.Active ? "on" : "off", one.Cron, one.TimeZone, one.Branches.Count > 0 ? string.Join(",", one.Branches) : "-", Plain.Instant(one.NextRunAt), one.LastRun is { } last ? $"#{last.Id} {Word(last)}" : "-", $"{one.Failures}" })));
        }));
        return command;
    }

    static Command Enable()
    {
        var command = new Command("enable", "Turn a duty on, or change it; for maintainers") { s_project, s_duty, s_cron, s_zone, s_branches, s_file, s_reviewers };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var body = new SetUpkeep(true, session.Parsed.GetValue(s_cron), session.Parsed.GetValue(s_zone), Given(session.Parsed, s_branches), session.Parsed.GetValue(s_file), Given(session.Parsed, s_reviewers));
            var set = await session.Client.Upkeep.SetAsync(Project(session), session.Parsed.GetValue(s_duty)!, body, ct);
            return session.Answer(set, UpkeepJson.Default.UpkeepInfo, to => to.WriteLine($"{set.Duty} is on; it runs next at {Plain.Instant(set.NextRunAt)} UTC."));
        }));
        return command;
    }

    static Command Disable()
    {
        var command = new Command("disable", "Turn a duty off, and revoke its token") { s_project, s_duty };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var set = await session.Client.Upkeep.SetAsync(Project(session), session.Parsed.GetValue(s_duty)!, new SetUpkeep(false), ct);
            return session.Answer(set, UpkeepJson.Default.UpkeepInfo, to => to.WriteLine($"{set.Duty} is off, and its token is revoked."));
        }));
        return command;
    }

    static Command Run()
    {
        var command = new Command("run", "Run a duty now, besides its times") { s_project, s_duty, s_wait };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var run = await session.Client.Upkeep.RunAsync(Project(session), session.Parsed.GetValue(s_duty)!, ct);
            if (!session.Parsed.GetValue(s_wait))
                return session.Answer(run, UpkeepJson.Default.UpkeepRunInfo, to => to.WriteLine($"Run #{run.Id} is queued; slipway upkeep show {session.Parsed.GetValue(s_project)} {run.Id} tells of it."));
            return await TellAsync(session, run.Id, wait: true, ct);
        }));
        return command;
    }

    static Command History()
    {
        var command = new Command("history", "A duty's runs, newest first") { s_project, s_duty };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Upkeep.RunsAsync(Project(session), session.Parsed.GetValue(s_duty)!, ct);
            return session.Answer(all, UpkeepJson.Default.IReadOnlyListUpkeepRunInfo, to => Table.Write(to, ["RUN", "QUEUED (UTC)", "BY", "OUTCOME", "MERGE REQUESTS", "REASON"],
                all.Select(one => new[] { $"{one.Id}", Plain.Instant(one.QueuedAt), one.By ?? "schedule", Word(one), string.Join(" ", one.Requests.Select(Request)), one.Reason ?? "-" })));
        }));
        return command;
    }

    static Command Show()
    {
        var command = new Command("show", "One run, with what it found and its log") { s_project, s_run };
        command.SetAction(Session.Run((session, ct) => TellAsync(session, session.Parsed.GetValue(s_run), wait: false, ct)));
        return command;
    }

    static async Task<int> TellAsync(Session session, long id, bool wait, CancellationToken ct)
    {
        var detail = await session.Client.Upkeep.FindRunAsync(Project(session), id, ct);
        for (; wait && detail.Run.State is "queued" or "running"; detail = await session.Client.Upkeep.FindRunAsync(Project(session), id, ct))
            await Task.Delay(s_pause, ct);
        session.Answer(detail, UpkeepJson.Default.UpkeepRunDetail, to => Write(to, detail));
        return !wait ? ExitCode.Done : detail.Run switch { { State: "done", Outcome: "attention" } => ExitCode.NotVerified, { State: "done" } => ExitCode.Done, _ => ExitCode.Failed };
    }

    static void Write(TextWriter to, UpkeepRunDetail detail)
    {
        to.WriteLine($"Run #{detail.Run.Id} of {detail.Run.Duty}: {Word(detail.Run)}{(detail.Run.Reason is null ? "" : $". {Plain.Line(detail.Run.Reason)}")}");
        foreach (var one in detail.Run.Requests) to.WriteLine(Plain.Line($"  {Request(one)} into {one.Target}: {one.Title} {one.Says}").TrimEnd());
        foreach (var one in detail.Findings)
        {
            to.WriteLine(Plain.Line($"  {one.State,-10} {one.Subject} ({one.Target})"));
            foreach (var line in one.Lines) to.WriteLine(Plain.Line($"    {line}"));
        }

        to.WriteLine();
        foreach (var line in detail.Log.Split('\n', StringSplitOptions.RemoveEmptyEntries)) to.WriteLine(Plain.Line(line));
    }

    static RepositoryName Project(Session session) => Names.Project(session.Parsed.GetValue(s_project)!);

    static string Request(UpkeepRequest one) => one.Number is { } number ? $"!{number} {one.Outcome}" : $"{one.Branch} {one.Outcome}";

    static string Word(UpkeepRunInfo run) => run.State == "done" ? run.Outcome! : run.Code is null ? run.State : $"{run.State} ({run.Code})";

    // Not given at all is something else than given as "".
    static IReadOnlyList<string>? Given(ParseResult parsed, Option<string[]?> option) => parsed.GetResult(option) is null ? null : [.. parsed.GetValue(option)!.Where(text => text.Length > 0)];
}
