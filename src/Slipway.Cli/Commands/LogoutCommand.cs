using System.CommandLine;

namespace Slipway.Cli.Commands;

static class LogoutCommand
{
    public static Command Create()
    {
        var command = new Command("logout", "Forget the server and the token");
        command.SetAction(Session.Run((session, _) =>
        {
            var was = File.Exists(Config.File);
            File.Delete(Config.File);
            return Task.FromResult(session.Answer(new Done("login", was ? "forgotten" : "none"), CliJson.Default.Done, to =>
                to.WriteLine(was ? "Logged out. The token itself is still valid: slipway token revoke ends it." : "Nobody was logged in.")));
        }));
        return command;
    }
}
