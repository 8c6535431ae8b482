using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Slipway.BuildMachines.Providers;

/// <summary>Processes of this host, found by their command line: what a crash left is found as well as what was started a moment ago.</summary>
static class HostProcesses
{
    /// <summary>The runners that read a configuration below a folder: the configuration's path, and the process.</summary>
    public static ILookup<string, int> RunnersBelow(string folder)
    {
        var found = new List<(string Config, int Id)>();
        foreach (var entry in Directory.GetDirectories("/proc").Select(path => Path.GetFileName(path)!).Where(name => name.All(char.IsAsciiDigit)))
        {
            try
            {
                var arguments = Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{entry}/cmdline")).Split('\0');
                if (Array.IndexOf(arguments, "--config") is var at and > 0 && at + 1 < arguments.Length && arguments[at + 1].StartsWith(folder + "/", StringComparison.Ordinal)
                    && arguments[at - 1] == "run")
                {
                    found.Add((arguments[at + 1], int.Parse(entry, System.Globalization.CultureInfo.InvariantCulture)));
                }
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // it ended meanwhile, or is somebody else's
            }
        }

        return found.ToLookup(process => process.Config, process => process.Id);
    }

    /// <summary>Starts a program in a session of its own, which outlives this process; its output goes to the end of a file.</summary>
    public static async Task StartApartAsync(string program, string config, string log, CancellationToken ct)
    {
        // "$0" "$1" "$2" are words of their own: no quoting.
        var start = new ProcessStartInfo("setsid", ["--fork", "sh", "-c", "exec \"$0\" run --config \"$1\" >>\"$2\" 2>&1 </dev/null", program, config, log])
        {
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"), ("LANG", "C.UTF-8"), ("DOTNET_gcServer", "0")])
        {
            start.Environment[name] = value;
        }

        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } runtime)
        {
            start.Environment["DOTNET_ROOT"] = runtime;
        }

        using var process = Process.Start(start) ?? throw new Win32Exception("setsid could not be started");
        await process.WaitForExitAsync(ct);
        if (process.ExitCode != 0)
        {
            throw new IOException($"{program} could not be started: setsid ended with {process.ExitCode}.");
        }
    }

    /// <summary>Ends a process at once; the kernel ends its sandboxes with it. One that is gone is ended already.</summary>
    public static void End(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // it ended by itself
        }
    }
}
