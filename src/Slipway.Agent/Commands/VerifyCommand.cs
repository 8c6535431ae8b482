using System.CommandLine;
using Slipway.Agent.Configuration;
using Slipway.Agent.Protocol;

namespace Slipway.Agent.Commands;

static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Ask the coordinator whether it still accepts this runner");
        command.SetAction(Session.Run(async (parsed, ct) =>
        {
            var path = Session.ConfigPath(parsed);
            var config = ConfigFile.Load(path);
            using var executor = RunCommand.Executor(config, path);
            using var api = Session.Api(config, executor.Features, TimeProvider.System);
            switch (await api.VerifyAsync(config.Token, config.SystemId, ct))
            {
                case Verification.Valid:
                    Console.WriteLine($"{config.Name} is accepted by {config.Url}.");
                    break;
                case Verification.Invalid:
                    throw new Failure($"{config.Url} does not accept the token of {config.Name}.", $"Register it again: remove {path}, then slipway runner register.");
                case Verification.Unknown { Why: var why }:
                    throw new Failure($"{config.Url} could not be asked: {why}");
            }
        }));
        return command;
    }
}
