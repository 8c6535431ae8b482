using System.Collections;
using System.CommandLine;
using System.Runtime.InteropServices;

namespace Slipway.Cli.Commands;

/// <summary>Becomes the server: same process id, same signals, same output.</summary>
static partial class ServeCommand
{
    public const string Name = "serve";

    /// <summary>For the help only; the arguments are the server's and are not parsed here.</summary>
    public static Command Create() => new(Name, "Run the server (the program slipway-server beside this one, or SLIPWAY_SERVER); all arguments are its own")
    {
        TreatUnmatchedTokensAsErrors = false,
    };

    public static int Become(string[] arguments)
    {
        var program = Environment.GetEnvironmentVariable("SLIPWAY_SERVER") is { Length: > 0 } named
            ? named
            : Path.Combine(AppContext.BaseDirectory, "slipway-server");
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}");
        _ = Execve(program, [program, .. arguments, null], [.. environment, null]);
        // Only a failure comes back.
        Console.Error.WriteLine($"slipway: {program} cannot be started: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        Console.Error.WriteLine("  Install the server beside this program, or name it in SLIPWAY_SERVER.");
        return ExitCode.Failed;
    }

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Execve(string path, string?[] arguments, string?[] environment);
}
