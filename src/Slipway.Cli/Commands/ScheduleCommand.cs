using System.CommandLine;
using Slipway.Contracts.BuildMachines;

namespace Slipway.Cli.Commands;

static class ScheduleCommand
{
    static readonly Argument<string> s_project = Names.ProjectArgument();
    static readonly Argument<string> s_cron = new("CRON") { Description = "When, in five fields: \"30 1 * * *\" is half past one every night" };
    static readonly Argument<long> s_id = new("ID") { Description = "As slipway schedule list shows it" };
    static readonly Option<string> s_ref = new("--ref") { Description = "The branch or tag", HelpName = "REF", Required = true };
    static readonly Option<string?> s_zone = new("--time-zone") { Description = "As Europe/Berlin; else UTC", HelpName = "ZONE" };
    static readonly Option<string?> s_description = new("--description") { Description = "What it is for", HelpName = "TEXT" };
    static readonly Option<string[]> s_variables = PipelineCommand.Pairs("--variable", "For its pipelines, as NAME=VALUE; may be given again");

    public static Command Create() => new("schedule", "Pipelines that run by themselves") { List(), Make(), Play(), Remove() };

    static Command List()
    {
        var command = new Command("list", "A project's schedules") { s_project };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Pipelines.SchedulesAsync(Names.Project(session.Parsed.GetValue(s_project)!), ct);
            return session.Answer(all, BuildMachinesJson.Default.IReadOnlyListScheduleInfo, to => Table.Write(to, ["ID", "CRON", "ZONE", "REF", "NEXT (UTC)", "LAST PIPELINE", "OWNER", "DESCRIPTION"],
                all.Select(one => new[] { $"{one.Id}", one.Cron, one.TimeZone, one.Ref, Plain.Instant(one.NextRunAt), one.LastPipeline is { } last ? $"{last}" : one.LastOutcome ?? "-", one.Owner, one.Description })));
        }));
        return command;
    }

    static Command Make()
    {
        var command = new Command("create", "Run a pipeline at certain times, in your name") { s_project, s_cron, s_ref, s_zone, s_description, s_variables };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var made = await session.Client.Pipelines.AddScheduleAsync(
                Names.Project(session.Parsed.GetValue(s_project)!),
                new SetSchedule(
                    session.Parsed.GetValue(s_description) ?? session.Parsed.GetValue(s_cron)!, session.Parsed.GetValue(s_ref)!, session.Parsed.GetValue(s_cron)!,
                    session.Parsed.GetValue(s_zone), true, PipelineCommand.Read(session.Parsed.GetValue(s_variables))),
                ct);
            return session.Answer(made, BuildMachinesJson.Default.ScheduleInfo, to => to.WriteLine($"Schedule {made.Id}; it runs next at {Plain.Instant(made.NextRunAt)} UTC."));
        }));
        return command;
    }

    static Command Play()
    {
        var command = new Command("play", "Run it now, besides its times") { s_project, s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var one = await session.Client.Pipelines.PlayScheduleAsync(Names.Project(session.Parsed.GetValue(s_project)!), session.Parsed.GetValue(s_id), ct);
            return session.Answer(one, BuildMachinesJson.Default.ScheduleInfo, to => to.WriteLine(one.LastOutcome ?? $"Pipeline {one.LastPipeline} is made."));
        }));
        return command;
    }

    static Command Remove()
    {
        var command = new Command("remove", "It runs no more") { s_project, s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            await session.Client.Pipelines.RemoveScheduleAsync(Names.Project(session.Parsed.GetValue(s_project)!), id, ct);
            return session.Answer(new Done($"{id}", "removed"), CliJson.Default.Done, to => to.WriteLine($"Schedule {id} is removed."));
        }));
        return command;
    }
}
