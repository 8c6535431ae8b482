using System.CommandLine;

namespace Slipway.Cli.Commands;

static class VersionCommand
{
    public static Command Create()
    {
        var command = new Command("version", "This program's version");
        command.SetAction(Session.Run((session, _) =>
        {
            var version = typeof(VersionCommand).Assembly.GetName().Version?.ToString(3) ?? "0";
            return Task.FromResult(session.Answer(new Done("slipway", version), CliJson.Default.Done, to => to.WriteLine($"slipway {version}")));
        }));
        return command;
    }
}
