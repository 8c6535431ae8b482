using System.Diagnostics;
using System.Globalization;

namespace Slipway.Adapters.Qemu;

/// <summary>
/// A machine's process. It is nobody's child, so the server's death does not end it, and <c>timeout</c> above it ends it though no server comes back.
/// It is known again by its number and by its machine's name in its command line: a number that was given to another process never matches.
/// </summary>
static class QemuProcess
{
    /// <summary>The machine's processes: QEMU and the <c>timeout</c> above it.</summary>
    public static IReadOnlyList<int> Of(MachineFolder machine)
    {
        var mark = "slipway-" + machine.Id;
        return
        [
            .. Directory.GetDirectories("/proc").Select(path => int.TryParse(Path.GetFileName(path), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                .Where(pid => pid > 0 && CommandLine(pid).Any(argument => argument == mark)),
        ];
    }

    public static bool IsRunning(MachineFolder machine) =>
        File.Exists(machine.PidFile) && int.TryParse(File.ReadAllText(machine.PidFile).Trim(), CultureInfo.InvariantCulture, out var pid) && CommandLine(pid).Contains("slipway-" + machine.Id);

    /// <summary>Starts it and lets it go. Its complaints go into <see cref="MachineFolder.Errors"/>.</summary>
    public static async Task StartAsync(MachineFolder machine, TimeSpan dieAfter, IReadOnlyList<string> command, CancellationToken ct)
    {
        const string Script = "log=$1; shift; exec setsid -f timeout -k 10 \"$@\" < /dev/null > \"$log\" 2>&1";
        await RunAsync("/bin/sh", ["-c", Script, "sh", machine.Errors, ((long)dieAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture), .. command], ct);
    }

    /// <summary>Kills it and waits until it is gone.</summary>
    /// <exception cref="IOException">It does not end.</exception>
    public static async Task EndAsync(MachineFolder machine, TimeProvider time, CancellationToken ct)
    {
        for (var tries = 0; Of(machine) is { Count: > 0 } left; tries++)
        {
            if (tries == 200)
                throw new IOException($"the processes {string.Join(", ", left)} of the machine {machine.Id} do not end");
            foreach (var pid in left)
                Kill(pid);
            await Task.Delay(TimeSpan.FromMilliseconds(25), time, ct);
        }
    }

    /// <exception cref="IOException">It failed; with what it said.</exception>
    public static async Task RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
            var said = process.StandardError.ReadToEndAsync(ct);
            var output = process.StandardOutput.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            if (process.ExitCode != 0)
                throw new IOException($"{Path.GetFileName(program)}: {(await said + await output).Trim()}");
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            throw new IOException($"{program} can't be run on this host (Debian: qemu-system-x86, qemu-utils): {absent.Message}", absent);
        }
    }

    static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception ended) when (ended is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // it ended by itself
        }
    }

    static string[] CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
        }
        catch (Exception ended) when (ended is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
