using System.CommandLine;
using System.Runtime.Versioning;
using Slipway.Agent.Commands;

[assembly: SupportedOSPlatform("linux")]

var root = new RootCommand("Run jobs of a Slipway or GitLab server on this machine.")
{
    Session.Config,
    RegisterCommand.Create(), RunCommand.Create(), VerifyCommand.Create(), UnregisterCommand.Create(),
};
var parsed = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
// Signals are the commands' own affair: a runner finishes its jobs on one, and aborts them on another.
var exit = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
return parsed.Errors.Count > 0 ? 2 : exit;
