using System.CommandLine;
using System.Runtime.InteropServices;
using Slipway.Agent.Configuration;
using Slipway.Agent.Executors;
using Slipway.Agent.Executors.Container;
using Slipway.Agent.Executors.Shell;

namespace Slipway.Agent.Commands;

/// <summary>Runs jobs until a signal: SIGQUIT finishes those that run, SIGTERM and SIGINT abort them.</summary>
static class RunCommand
{
    public static Command Create()
    {
        var command = new Command("run", "Take jobs and run them, until SIGQUIT (finish the jobs first) or SIGTERM (abort them)");
        command.SetAction(Session.Run(RunAsync));
        return command;
    }

    public static IExecutor Executor(RunnerConfig config, string configPath) => config.Executor switch
    {
        "shell" => new ShellExecutor(config, configPath, TimeProvider.System),
        "container" => new ContainerExecutor(config, TimeProvider.System),
        _ => throw new Failure($"There is no executor \"{config.Executor}\".", "Use shell or container.") { ExitCode = 2 },
    };

    static async Task RunAsync(ParseResult parsed, CancellationToken ct)
    {
        var path = Session.ConfigPath(parsed);
        var config = ConfigFile.Load(path);
        using var finish = new CancellationTokenSource();
        using var abort = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var quit = PosixSignalRegistration.Create(PosixSignal.SIGQUIT, signal => Heed(signal, finish, "finishing the running jobs"));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => Heed(signal, abort, "aborting the running jobs"));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => Heed(signal, abort, "aborting the running jobs"));

        using var executor = Executor(config, path);
        using var held = Sweep.Hold(config, TimeProvider.System);
        await executor.StartAsync(abort.Token);
        using var api = Session.Api(config, executor.Features, TimeProvider.System);
        await new Runner(config, api, executor, TimeProvider.System, finish.Token, abort.Token).RunAsync();
        RunnerLog.Write("ended");
    }

    static void Heed(PosixSignalContext signal, CancellationTokenSource source, string what)
    {
        if (source.IsCancellationRequested)
            return; // the second time, the signal does what it always does
        signal.Cancel = true;
        RunnerLog.Write($"{signal.Signal}: {what}");
        source.Cancel();
    }
}
