using System.CommandLine;
using Slipway.Contracts.BuildMachines;

namespace Slipway.Cli.Commands;

static class RunnersCommand
{
    static readonly Argument<string> s_description = new("DESCRIPTION") { Description = "What it is" };
    static readonly Argument<long> s_id = new("ID") { Description = "As slipway runners list shows it" };
    static readonly Option<string?> s_tags = new("--tags") { Description = "With commas between", HelpName = "TAGS" };
    static readonly Option<bool> s_untagged = new("--run-untagged") { Description = "Takes jobs without tags, too; so does a runner without tags" };
    static readonly Option<bool> s_protected = new("--protected") { Description = "Takes jobs of protected refs only" };
    static readonly Option<bool> s_paused = new("--paused") { Description = "Takes none yet" };
    static readonly Option<string[]> s_projects = new("--project") { Description = "Takes only this project's jobs; may be given again", HelpName = "OWNER/NAME" };
    static readonly Option<int?> s_timeout = new("--maximum-timeout") { Description = "That a job may take on it", HelpName = "SECONDS" };
    static readonly Option<string?> s_project = new("--project") { Description = "For runners of this project; else of the instance", HelpName = "OWNER/NAME" };

    public static Command Create() => new("runners", "Runners, for those who manage them; slipway runner is the program that runs jobs")
    {
        List(), Show(), Make(), Pause("pause", "It gets no further jobs", true), Pause("resume", "It gets jobs again", false), Remove(), RegistrationToken(),
    };

    static Command List()
    {
        var command = new Command("list", "The runners that you manage");
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Runners.ListAsync(ct);
            return session.Answer(all, BuildMachinesJson.Default.IReadOnlyListRunnerInfo, to => Table.Write(to, ["ID", "STATE", "JOBS", "FOR", "TAGS", "LAST HEARD", "DESCRIPTION"],
                all.Select(one => new[] { $"{one.Id}", State(one), $"{one.RunningJobs}", For(one), Tags(one), Plain.Instant(one.ContactedAt), one.Description })));
        }));
        return command;
    }

    static Command Show()
    {
        var command = new Command("show", "One runner and its machines") { s_id };
        command.SetAction(Session.Run(async (session, ct) => Told(session, await session.Client.Runners.FindAsync(session.Parsed.GetValue(s_id), ct))));
        return command;
    }

    static Command Make()
    {
        var command = new Command("create", "Make a runner; its token is shown this once") { s_description, s_tags, s_untagged, s_protected, s_paused, s_projects, s_timeout };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var tags = session.Parsed.GetValue(s_tags)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
            var made = await session.Client.Runners.CreateAsync(
                new CreateRunner(
                    session.Parsed.GetValue(s_description)!, tags, session.Parsed.GetValue(s_untagged) || tags.Length == 0, session.Parsed.GetValue(s_protected), false,
                    session.Parsed.GetValue(s_paused), session.Parsed.GetValue(s_projects) is { Length: > 0 } projects ? projects : null, session.Parsed.GetValue(s_timeout), null),
                ct);
            // The value alone on standard output, so that it can be kept: slipway runners create builder > token
            await Console.Error.WriteLineAsync($"Runner {made.Runner.Id}. Its token is not shown again:");
            return session.Answer(made, BuildMachinesJson.Default.CreatedRunner, to => to.WriteLine(made.Token));
        }));
        return command;
    }

    static Command Pause(string name, string description, bool paused)
    {
        var command = new Command(name, description) { s_id };
        command.SetAction(Session.Run(async (session, ct) =>
            Told(session, await session.Client.Runners.ChangeAsync(session.Parsed.GetValue(s_id), new ChangeRunner(null, null, null, null, paused, null, null), ct))));
        return command;
    }

    static Command Remove()
    {
        var command = new Command("remove", "Its token opens nothing any more") { s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            await session.Client.Runners.RemoveAsync(id, ct);
            return session.Answer(new Done($"{id}", "removed"), CliJson.Default.Done, to => to.WriteLine($"Runner {id} is removed."));
        }));
        return command;
    }

    static Command RegistrationToken()
    {
        var command = new Command("registration-token", "A new one, for gitlab-runner register; the one before opens nothing any more") { s_project };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var made = await session.Client.Runners.ResetRegistrationTokenAsync(new ResetRegistrationToken(session.Parsed.GetValue(s_project)), ct);
            return session.Answer(made, BuildMachinesJson.Default.NewRegistrationToken, to => to.WriteLine(made.Value));
        }));
        return command;
    }

    static int Told(Session session, RunnerInfo one) => session.Answer(one, BuildMachinesJson.Default.RunnerInfo, to =>
    {
        Table.WritePairs(
            to, ("Runner", $"{one.Id} {one.Description}"), ("State", State(one)), ("For", For(one)), ("Tags", Tags(one)), ("Protected", one.Protected ? "takes jobs of protected refs only" : null),
            ("Timeout", one.MaximumTimeout is { } seconds ? $"{seconds} seconds" : null), ("Jobs", $"{one.RunningJobs}"), ("Made", $"{Plain.Instant(one.CreatedAt)} by {one.CreatedBy}"));
        if (one.Machines.Count == 0)
            return;
        to.WriteLine();
        Table.Write(to, ["MACHINE", "VERSION", "PLATFORM", "EXECUTOR", "LAST HEARD"],
            one.Machines.Select(machine => new[] { machine.SystemId, machine.Version, $"{machine.Platform}/{machine.Architecture}", machine.Executor, Plain.Instant(machine.ContactedAt) }));
    });

    static string State(RunnerInfo one) => one.Paused ? "paused" : one.Online ? "online" : "offline";

    static string For(RunnerInfo one) => one.Projects is null ? "all" : string.Join(", ", one.Projects);

    static string Tags(RunnerInfo one) => string.Join(", ", one.RunUntagged ? one.Tags.Append("(untagged)") : one.Tags);
}
