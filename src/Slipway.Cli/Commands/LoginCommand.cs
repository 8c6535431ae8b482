using System.CommandLine;
using System.Text;
using Slipway.Client;
using Slipway.Contracts;

namespace Slipway.Cli.Commands;

static class LoginCommand
{
    static readonly Argument<string> s_url = new("URL") { Description = "The server, as https://packages.example.org" };
    static readonly Option<bool> s_stdin = new("--token-stdin") { Description = "Read the token from standard input" };

    public static Command Create()
    {
        var command = new Command("login", "Remember a server and a token for it") { s_url, s_stdin };
        command.SetAction(Session.Run(async (session, ct) =>
        {
            var server = Connection.Server(session.Parsed.GetValue(s_url)!);
            if (server.Scheme == "http" && !server.IsLoopback)
                await Console.Error.WriteLineAsync("slipway: warning: over http the token and the packages can be read and changed on their way; use https");
            var token = session.Parsed.GetValue(s_stdin)
                ? Connection.Token(await Console.In.ReadToEndAsync(ct))
                : Connection.GivenToken(session.Parsed) ?? Ask();
            using var client = new SlipwayClient(server, token);
            var me = await client.WhoAmIAsync(ct);
            new Config(server.AbsoluteUri.TrimEnd('/'), token).Save();
            return session.Answer(me, ContractsJson.Default.WhoAmI, to => to.WriteLine($"Logged in to {server.Host} as {me.Name} ({me.Scope}{(me.Repository is null ? "" : " for " + me.Repository)})."));
        }));
        return command;
    }

    static string Ask()
    {
        if (Console.IsInputRedirected)
            throw new Failure(ExitCode.Usage, "No token is given.", "Pipe it in (slipway login URL --token-stdin < FILE), or set SLIPWAY_TOKEN.");
        Console.Error.Write("Token (not shown): ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
                typed.Length = Math.Max(0, typed.Length - 1);
            else
                typed.Append(key.KeyChar);
        }

        Console.Error.WriteLine();
        return Connection.Token(typed.ToString());
    }
}
