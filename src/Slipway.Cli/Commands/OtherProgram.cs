using System.Collections;
using System.Runtime.InteropServices;

namespace Slipway.Cli.Commands;

/// <summary>Another program of Slipway's in this one's place: same process id, same signals, same output.</summary>
static partial class OtherProgram
{
    /// <summary>Comes back only where the program can't be started.</summary>
    /// <param name="name">Its file, beside this one.</param>
    /// <param name="variable">An environment variable that names another file.</param>
    /// <param name="what">For the message.</param>
    public static int Become(string name, string variable, string what, string[] arguments)
    {
        var program = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, name);
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(entry => $"{entry.Key}={entry.Value}");
        _ = Execve(program, [program, .. arguments, null], [.. environment, null]);
        // Only a failure comes back.
        Console.Error.WriteLine($"slipway: {program} cannot be started: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");
        Console.Error.WriteLine($"  Install the {what} beside this program, or name it in {variable}.");
        return ExitCode.Failed;
    }

    [LibraryImport("libc", EntryPoint = "execve", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Execve(string path, string?[] arguments, string?[] environment);
}
