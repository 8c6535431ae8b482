using System.CommandLine;

namespace Slipway.Cli.Commands;

/// <summary>Becomes the runner, as <see cref="ServeCommand"/> becomes the server.</summary>
static class RunnerCommand
{
    public const string Name = "runner";

    /// <summary>For the help only; the arguments are the runner's and are not parsed here.</summary>
    public static Command Create() => new(Name, "Run jobs on this machine: register, run, verify, unregister (the program slipway-runner beside this one, or SLIPWAY_RUNNER); all arguments are its own")
    {
        TreatUnmatchedTokensAsErrors = false,
    };

    public static int Become(string[] arguments) => OtherProgram.Become("slipway-runner", "SLIPWAY_RUNNER", "runner", arguments);
}
