using System.CommandLine;
using Slipway.Client;
using Slipway.Contracts.BuildMachines;

namespace Slipway.Cli.Commands;

static class VariableCommand
{
    static readonly Option<string?> s_project = new("--project") { Description = "The project; else the whole instance", HelpName = "OWNER/NAME" };
    static readonly Argument<string> s_key = new("NAME") { Description = "Letters, digits and underscores" };
    static readonly Option<string?> s_file = new("--value-file") { Description = "A file with the value; else standard input", HelpName = "FILE" };
    static readonly Option<bool> s_protected = new("--protected") { Description = "For protected refs only" };
    static readonly Option<bool> s_masked = new("--masked") { Description = "Runners black it out in traces" };
    static readonly Option<bool> s_asFile = new("--as-file") { Description = "Jobs get the path of a file with the value" };
    static readonly Option<bool> s_raw = new("--raw") { Description = "A $ in it means itself" };
    static readonly Option<string?> s_environment = new("--environment") { Description = "For these environments only, as production or review/*", HelpName = "PATTERN" };

    public static Command Create() => new("variable", "Variables that jobs are given") { List(), Set(), Remove() };

    static Command List()
    {
        var command = new Command("list", "The variables, without their values") { s_project };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Pipelines.VariablesAsync(Project(session), ct);
            return session.Answer(all, BuildMachinesJson.Default.IReadOnlyListVariableInfo, to => Table.Write(to, ["NAME", "ENVIRONMENT", "KIND", "CHANGED", "BY"],
                all.Select(one => new[] { one.Key, one.Environment, Kind(one), Plain.Instant(one.ChangedAt), one.ChangedBy })));
        }));
        return command;
    }

    // The value is never an argument: other users of a machine can read those.
    static Command Set()
    {
        var command = new Command("set", "Make a variable or change it; its value comes from a file or standard input") { s_key, s_project, s_file, s_protected, s_masked, s_asFile, s_raw, s_environment };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var value = session.Parsed.GetValue(s_file) is { } file ? await File.ReadAllTextAsync(file, ct) : await Console.In.ReadToEndAsync(ct);
            var (key, asFile) = (session.Parsed.GetValue(s_key)!, session.Parsed.GetValue(s_asFile));
            await session.Client.Pipelines.SetVariableAsync(
                Project(session), key,
                new SetVariable(
                    asFile ? value : value.TrimEnd('\r', '\n'), session.Parsed.GetValue(s_protected), session.Parsed.GetValue(s_masked), asFile, session.Parsed.GetValue(s_raw),
                    session.Parsed.GetValue(s_environment)),
                ct);
            return session.Answer(new Done(key, "set"), CliJson.Default.Done, to => to.WriteLine($"{key} is set."));
        }));
        return command;
    }

    static Command Remove()
    {
        var command = new Command("remove", "Remove a variable") { s_key, s_project, s_environment };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var key = session.Parsed.GetValue(s_key)!;
            await session.Client.Pipelines.RemoveVariableAsync(Project(session), key, session.Parsed.GetValue(s_environment) ?? "*", ct);
            return session.Answer(new Done(key, "removed"), CliJson.Default.Done, to => to.WriteLine($"{key} is removed."));
        }));
        return command;
    }

    static RepositoryName? Project(Session session) => session.Parsed.GetValue(s_project) is { } name ? Names.Project(name) : null;

    static string Kind(VariableInfo one) =>
        string.Join(", ", new[] { one.Protected ? "protected" : null, one.Masked ? "masked" : null, one.File ? "file" : null, one.Raw ? "raw" : null }.OfType<string>());
}
