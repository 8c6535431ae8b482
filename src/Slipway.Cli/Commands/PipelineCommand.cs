using System.CommandLine;
using Slipway.Client;
using Slipway.Contracts.BuildMachines;

namespace Slipway.Cli.Commands;

static class PipelineCommand
{
    static readonly Argument<string> s_project = Names.ProjectArgument();
    static readonly Argument<long> s_id = new("ID") { Description = "As slipway pipeline list shows it" };
    static readonly Option<string?> s_ref = new("--ref") { Description = "A branch or tag; else the default branch", HelpName = "REF" };
    static readonly Option<string?> s_of = new("--ref") { Description = "Of this branch or tag only", HelpName = "REF" };
    static readonly Option<string[]> s_variables = Pairs("--variable", "For this pipeline only, as NAME=VALUE; may be given again");
    static readonly Option<string[]> s_inputs = Pairs("--input", "For spec:inputs, as NAME=VALUE; may be given again");
    static readonly Option<int> s_page = new("--page") { Description = "20 a page", DefaultValueFactory = _ => 1 };

    public static Command Create() => new("pipeline", "Pipelines") { List(), Show(), Run(), Change("cancel", "Cancel what is not over"), Change("retry", "Run again what failed or was canceled") };

    public static Option<string[]> Pairs(string name, string description) => new(name) { Description = description, HelpName = "NAME=VALUE", AllowMultipleArgumentsPerToken = false };

    public static Dictionary<string, string> Read(string[]? pairs) => (pairs ?? []).Select(pair => pair.Split('=', 2) is [{ Length: > 0 } key, var value]
        ? (key, value)
        : throw new Failure(ExitCode.Usage, $"\"{Plain.Line(pair)}\" is not NAME=VALUE.")).ToDictionary(pair => pair.key, pair => pair.value, StringComparer.Ordinal);

    static Command List()
    {
        var command = new Command("list", "A project's pipelines, newest first") { s_project, s_of, s_page };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var page = await session.Client.Pipelines.ListAsync(Names.Project(session.Parsed.GetValue(s_project)!), session.Parsed.GetValue(s_of), session.Parsed.GetValue(s_page), ct);
            return session.Answer(page, BuildMachinesJson.Default.PipelinePage, to => Table.Write(to, ["ID", "STATE", "REF", "COMMIT", "SOURCE", "BY", "CREATED", "TITLE"],
                page.Items.Select(one => new[] { $"{one.Id}", one.State, one.Ref, one.Commit[..8], one.Source, one.By, Plain.Instant(one.CreatedAt), one.Title })));
        }));
        return command;
    }

    static Command Show()
    {
        var command = new Command("show", "One pipeline with its jobs") { s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            var project = await session.Client.Pipelines.ProjectOfAsync(id, ct);
            return Told(session, await session.Client.Pipelines.FindAsync(project, id, ct));
        }));
        return command;
    }

    static Command Run()
    {
        var command = new Command("run", "Run a pipeline for a branch or tag as it is now") { s_project, s_ref, s_variables, s_inputs };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var wish = new RunPipeline(session.Parsed.GetValue(s_ref), Read(session.Parsed.GetValue(s_variables)), Read(session.Parsed.GetValue(s_inputs)));
            var made = await session.Client.Pipelines.RunAsync(Names.Project(session.Parsed.GetValue(s_project)!), wish, ct);
            Told(session, made);
            return made.Pipeline.Errors.Count > 0 ? ExitCode.Malformed : ExitCode.Done;
        }));
        return command;
    }

    static Command Change(string what, string description)
    {
        var command = new Command(what, description) { s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            var project = await session.Client.Pipelines.ProjectOfAsync(id, ct);
            return Told(session, await session.Client.Pipelines.ChangeAsync(project, id, what, ct));
        }));
        return command;
    }

    static int Told(Session session, PipelineDetail detail) => session.Answer(detail, BuildMachinesJson.Default.PipelineDetail, to =>
    {
        var one = detail.Pipeline;
        Table.WritePairs(
            to, ("Pipeline", $"{one.Id}"), ("Project", one.Project), ("State", one.State), ("Ref", one.Ref), ("Commit", $"{one.Commit[..8]} {one.Title}"),
            ("Source", $"{one.Source} by {one.By}"), ("Created", Plain.Instant(one.CreatedAt)), ("Parent", one.Parent is { } parent ? $"{parent}" : null));
        foreach (var line in one.Errors.Concat(one.Warnings))
            to.WriteLine(Plain.Line(line));
        if (detail.Jobs.Count == 0)
            return;
        to.WriteLine();
        Table.Write(to, ["ID", "STAGE", "STATE", "NAME"], detail.Jobs.Select(job => new[]
        {
            $"{job.Id}", job.Stage, job.State + (job is { State: "failed", AllowFailure: true } ? " (allowed)" : ""), job.Name,
        }));
    });
}
