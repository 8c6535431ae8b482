using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;

namespace Slipway.Cli.Commands;

static class MirrorCommand
{
    static readonly Argument<string> s_url = new("URL") { Description = "The other repository, without credentials" };
    static readonly Option<string?> s_user = new("--user") { Description = "Who logs in there", HelpName = "NAME" };
    static readonly Option<string?> s_password = new("--password-file") { Description = "A file with the password or token", HelpName = "FILE" };
    static readonly Option<string?> s_key = new("--private-key-file") { Description = "For ssh: the private key", HelpName = "FILE" };
    static readonly Option<string?> s_hostKey = new("--host-key") { Description = "For ssh: the host's line of known_hosts", HelpName = "LINE" };
    static readonly Option<bool> s_public = new("--public") { Description = "Everybody may read it" };
    static readonly Argument<long> s_id = new("ID") { Description = "As the list shows it" };

    public static Command Import(Argument<string> project)
    {
        var command = new Command("import", "Make a project and fill it with another repository's refs") { project, s_url, s_user, s_password, s_key, s_hostKey, s_public };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var name = Names.Project(session.Parsed.GetValue(project)!);
            var made = await session.Client.Projects.ImportAsync(new ImportProject(name.Owner, name.Name, await PlaceAsync(session, ct), !session.Parsed.GetValue(s_public)), ct);
            return session.Answer(made, ContractsJson.Default.ProjectInfo, to =>
            {
                ProjectCommand.Write(to, made);
                to.WriteLine($"The import is under way: slipway project mirror list {name}");
            });
        }));
        return command;
    }

    public static Command Create(Argument<string> project) => new("mirror", "Imports, and places that get every change") { List(project), Add(project), Retry(project), Remove(project) };

    static Command List(Argument<string> project)
    {
        var command = new Command("list", "Imports and mirrors, and how they went") { project };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Projects.MirrorsAsync(Names.Project(session.Parsed.GetValue(project)!), ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListMirrorInfo, to =>
            {
                Table.Write(to, ["ID", "KIND", "STATE", "ATTEMPTS", "NEXT TRY", "LAST SUCCESS", "PLACE"], all.Select(one => new[]
                {
                    $"{one.Id}", one.Kind, one.Progress is null ? one.State : $"{one.State} ({one.Progress})", $"{one.Attempts}", Plain.Instant(one.NextTryAt),
                    Plain.Instant(one.LastSuccessAt), one.Url,
                }));
                foreach (var failed in all.Where(one => one.LastError is not null))
                    to.WriteLine($"{failed.Id}: {Plain.Line(failed.LastError!)}");
            });
        }));
        return command;
    }

    static Command Add(Argument<string> project)
    {
        var command = new Command("add", "Add a place that gets all branches, tags and notes after each change") { project, s_url, s_user, s_password, s_key, s_hostKey };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var added = await session.Client.Projects.AddMirrorAsync(Names.Project(session.Parsed.GetValue(project)!), await PlaceAsync(session, ct), ct);
            return session.Answer(added, ContractsJson.Default.MirrorInfo, to => to.WriteLine($"Mirror {added.Id} is added, and gets what there is now."));
        }));
        return command;
    }

    static Command Retry(Argument<string> project)
    {
        var command = new Command("retry", "Try again now") { project, s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            await session.Client.Projects.RetryMirrorAsync(Names.Project(session.Parsed.GetValue(project)!), id, ct);
            return session.Answer(new Done($"{id}", "waiting"), CliJson.Default.Done, to => to.WriteLine($"Mirror {id} is tried again."));
        }));
        return command;
    }

    static Command Remove(Argument<string> project)
    {
        var command = new Command("remove", "Take a mirror away") { project, s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            await session.Client.Projects.RemoveMirrorAsync(Names.Project(session.Parsed.GetValue(project)!), id, ct);
            return session.Answer(new Done($"{id}", "removed"), CliJson.Default.Done, to => to.WriteLine($"Mirror {id} is taken away."));
        }));
        return command;
    }

    static async Task<RemotePlace> PlaceAsync(Session session, CancellationToken ct) => new(
        session.Parsed.GetValue(s_url)!,
        session.Parsed.GetValue(s_user),
        session.Parsed.GetValue(s_password) is { } file ? (await File.ReadAllTextAsync(file, ct)).Trim() : null,
        session.Parsed.GetValue(s_key) is { } key ? await File.ReadAllTextAsync(key, ct) : null,
        session.Parsed.GetValue(s_hostKey));
}
