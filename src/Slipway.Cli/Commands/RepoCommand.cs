using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli.Commands;

static class RepoCommand
{
    static readonly Argument<string> s_name = Names.RepositoryArgument();
    static readonly Option<bool> s_private = new("--private") { Description = "Readable only with a token" };
    static readonly Option<string?> s_key = new("--key") { Description = "The signing key's fingerprint; else the server's default key", HelpName = "FPR" };

    public static Command Create() => new("repo", "Repositories") { CreateOne(), List(), Show() };

    static Command CreateOne()
    {
        var command = new Command("create", "Make a repository") { s_name, s_private, s_key };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var name = Names.Repository(session.Parsed.GetValue(s_name)!);
            var made = await session.Client.CreateRepositoryAsync(
                new CreateRepository(name.Owner, name.Name, session.Parsed.GetValue(s_private), session.Parsed.GetValue(s_key)), ct);
            return session.Answer(made, ContractsJson.Default.RepositoryInfo, to => Write(to, made));
        }));
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "The repositories that you may see");
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.RepositoriesAsync(ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListRepositoryInfo, to => Table.Write(to, ["REPOSITORY", "ACCESS", "PACKAGES", "URL"],
                all.Select(one => new[] { $"{one.Owner}/{one.Name}", one.Private ? "private" : "public", $"{one.Packages}", one.Url })));
        }));
        return command;
    }

    static Command Show()
    {
        var command = new Command("show", "One repository") { s_name };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var one = await session.Client.RepositoryAsync(Names.Repository(session.Parsed.GetValue(s_name)!), ct);
            return session.Answer(one, ContractsJson.Default.RepositoryInfo, to => Write(to, one));
        }));
        return command;
    }

    static void Write(TextWriter to, RepositoryInfo one) => Table.WritePairs(
        to,
        ("Repository", $"{one.Owner}/{one.Name}"),
        ("Access", one.Private ? "private" : "public"),
        ("URL", one.Url),
        ("Signing key", one.SigningKey),
        ("Created", Plain.Instant(one.CreatedAt)),
        ("Packages", $"{one.Packages}"),
        ("Distributions", one.Distributions.Count == 0 ? "-" : string.Join(", ", one.Distributions)));
}
