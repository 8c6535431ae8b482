using System.CommandLine;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;

namespace Slipway.Cli.Commands;

static class UserCommand
{
    static readonly Argument<string> s_name = new("NAME") { Description = "The user" };
    static readonly Option<string> s_email = new("--email") { Description = "The user's address", Required = true };
    static readonly Option<string?> s_display = new("--display-name") { Description = "As people call them; else NAME", HelpName = "TEXT" };
    static readonly Option<bool> s_admin = new("--admin") { Description = "May everything" };

    public static Command Create() => new("user", "Users")
    {
        CreateOne(), List(),
        SshKeyCommand.Create("Users' SSH keys", s_name, new SshKeyCommand.Holder(
            (session, ct) => session.Client.Users.KeysAsync(Name(session), ct),
            (session, key, ct) => session.Client.Users.AddKeyAsync(Name(session), key, ct),
            (session, id, ct) => session.Client.Users.RemoveKeyAsync(Name(session), id, ct)), write: null),
    };

    static Command CreateOne()
    {
        var command = new Command("create", "Make a user") { s_name, s_email, s_display, s_admin };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var made = await session.Client.Users.CreateAsync(
                new CreateUser(Name(session), session.Parsed.GetValue(s_email)!, session.Parsed.GetValue(s_display), session.Parsed.GetValue(s_admin)), ct);
            return session.Answer(made, ContractsJson.Default.UserInfo, to => to.WriteLine($"User {made.Name} is made. A token for them: slipway token create NAME --user {made.Name}"));
        }));
        return command;
    }

    static Command List()
    {
        var command = new Command("list", "All users");
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var all = await session.Client.Users.ListAsync(ct);
            return session.Answer(all, ContractsJson.Default.IReadOnlyListUserInfo, to => Table.Write(to, ["NAME", "ADMIN", "EMAIL", "DISPLAY NAME"],
                all.Select(one => new[] { one.Name, one.Admin ? "yes" : "no", one.Email ?? "-", one.DisplayName })));
        }));
        return command;
    }

    static string Name(Session session) => session.Parsed.GetValue(s_name)!;
}
