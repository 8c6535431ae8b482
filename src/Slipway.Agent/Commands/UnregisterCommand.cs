using System.CommandLine;
using Slipway.Agent.Configuration;

namespace Slipway.Agent.Commands;

static class UnregisterCommand
{
    public static Command Create()
    {
        var command = new Command("unregister", "Take this machine off the coordinator, and remove its configuration");
        command.SetAction(Session.Run(async (parsed, ct) =>
        {
            var path = Session.ConfigPath(parsed);
            var config = ConfigFile.Load(path);
            using var executor = RunCommand.Executor(config, path);
            using var api = Session.Api(config, executor.Features, TimeProvider.System);
            await api.UnregisterAsync(config.Token, config.SystemId, ct);
            File.Delete(path);
            Console.WriteLine($"{config.Name} is no runner of {config.Url} any more. Builds and caches are left: {config.BuildsFolder}, {config.CacheFolder}");
        }));
        return command;
    }
}
