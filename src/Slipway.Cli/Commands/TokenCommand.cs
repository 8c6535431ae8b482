using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli.Commands;

static class TokenCommand
{
    static readonly Argument<string> s_name = new("NAME") { Description = "What it is for" };
    static readonly Option<string> s_scope = new Option<string>("--scope") { Description = "read, push or admin", DefaultValueFactory = _ => "push" }.AcceptOnlyFromAmong("read", "push", "admin");
    static readonly Option<string?> s_repository = new("--repository") { Description = "For this one only", HelpName = "OWNER/NAME" };
    static readonly Option<DateTimeOffset?> s_expires = new("--expires") { Description = "Until when, as 2030-01-31", HelpName = "DATE" };
    static readonly Option<string?> s_user = new("--user") { Description = "Of this user; else of yourself", HelpName = "NAME" };
    static readonly Option<string?> s_project = new("--project") { Description = "For this project only", HelpName = "OWNER/NAME" };
    static readonly Argument<long> s_id = new("ID") { Description = "As slipway token list shows it" };

    public static Command Create() => new("token", "Access tokens") { List(), Make(), Revoke() };

    static Command List()
    {
        var command = new Command("list", "The tokens, without their values");
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.TokensAsync(ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListTokenInfo, to => Table.Write(to, ["ID", "SCOPE", "FOR", "USER", "EXPIRES", "LAST USED", "NAME", "ORIGIN"],
                all.Select(one => new[] { $"{one.Id}", one.Scope, one.Repository ?? one.Project ?? "all", one.User ?? "-", Plain.Instant(one.ExpiresAt), Plain.Instant(one.LastUsedAt), one.Name, one.Origin ?? "" })));
        }));
        return command;
    }

    static Command Make()
    {
        var command = new Command("create", "Make a token; its value is shown this once") { s_name, s_scope, s_repository, s_user, s_project, s_expires };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var made = await MakeAsync(session, ct);
            // The value alone on standard output, so that it can be kept: slipway token create ci > token
            await Console.Error.WriteLineAsync($"Token {made.Token.Id} ({made.Token.Scope}). It is not shown again:");
            return session.Answer(made, ContractsJson.Default.CreatedToken, to => to.WriteLine(made.Value));
        }));
        return command;
    }

    static async Task<CreatedToken> MakeAsync(Session session, CancellationToken ct)
    {
        var (name, scope, repository) = (session.Parsed.GetValue(s_name)!, session.Parsed.GetValue(s_scope)!, session.Parsed.GetValue(s_repository));
        var (user, project, expires) = (session.Parsed.GetValue(s_user), session.Parsed.GetValue(s_project), session.Parsed.GetValue(s_expires));
        if (user is null && project is null)
            return await session.Client.CreateTokenAsync(new CreateToken(name, scope, repository, expires), ct);
        if (repository is not null)
            throw new Failure(ExitCode.Usage, "--repository goes with neither --user nor --project.", "A token is for packages or for git projects.");
        user ??= (await session.Client.WhoAmIAsync(ct)).User ?? throw new Failure(ExitCode.Usage, "Your token belongs to no user.", "Name one with --user.");
        return await session.Client.Users.CreateTokenAsync(user, new CreateUserToken(name, scope, project, expires), ct);
    }

    static Command Revoke()
    {
        var command = new Command("revoke", "End a token") { s_id };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var id = session.Parsed.GetValue(s_id);
            await session.Client.RevokeTokenAsync(id, ct);
            return session.Answer(new Done($"{id}", "revoked"), CliJson.Default.Done, to => to.WriteLine($"Token {id} is revoked."));
        }));
        return command;
    }
}
