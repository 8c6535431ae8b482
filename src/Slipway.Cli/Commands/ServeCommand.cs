using System.CommandLine;

namespace Slipway.Cli.Commands;

/// <summary>Becomes the server: same process id, same signals, same output.</summary>
static class ServeCommand
{
    public const string Name = "serve";

    /// <summary>For the help only; the arguments are the server's and are not parsed here.</summary>
    public static Command Create() => new(Name, "Run the server (the program slipway-server beside this one, or SLIPWAY_SERVER); all arguments are its own")
    {
        TreatUnmatchedTokensAsErrors = false,
    };

    public static int Become(string[] arguments) => OtherProgram.Become("slipway-server", "SLIPWAY_SERVER", "server", arguments);
}
