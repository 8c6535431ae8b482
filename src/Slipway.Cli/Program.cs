using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Slipway.Cli;
using Slipway.Cli.Commands;

[assembly: SupportedOSPlatform("linux")]

// Before anything is parsed: every argument, --help too, is the server's or the runner's.
if (args is [ServeCommand.Name, ..])
    return ServeCommand.Become(args[1..]);
if (args is [RunnerCommand.Name, ..])
    return RunnerCommand.Become(args[1..]);

var root = new RootCommand($"Push packages to a Slipway server, and look after it and its git projects.\n\n{ExitCode.Help}")
{
    Globals.Url, Globals.TokenFile, Globals.Json,
    CiCommand.Create(), DepsCommand.Create(), KnownHostsCommand.Create(), ServeCommand.Create(), RunnerCommand.Create(), LoginCommand.Create(), LogoutCommand.Create(),
    PushCommand.Create(), ListCommand.Create(), ShowCommand.Create(), YankCommand.Create(),
    VerifyCommand.Create(), ProvenanceCommand.Create(), PublisherCommand.Create(),
    RepoCommand.Create(), DistroCommand.Create(), KeyCommand.Create(), TokenCommand.Create(),
    PipelineCommand.Create(), JobCommand.Create(), RunnersCommand.Create(), PoolsCommand.Create(), MachinesCommand.Create(), ScheduleCommand.Create(), VariableCommand.Create(), UpkeepCommand.Create(),
    UserCommand.Create(), ProjectCommand.Create(), MergeRequestCommand.Create(), SshCommand.Token(), SshCommand.Keys(), SshCommand.Serve(), VersionCommand.Create(),
};
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
var exit = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, stop.Token);
return parsed.Errors.Count > 0 ? ExitCode.Usage : exit;

void Stop(PosixSignalContext signal)
{
    if (stop.IsCancellationRequested)
        return; // the second time, the signal does what it always does
    signal.Cancel = true;
    stop.Cancel();
}
