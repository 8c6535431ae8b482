using System.Diagnostics;

namespace Slipway.Bench;

/// <summary>Runs programs; what they print is only shown when they fail.</summary>
static class Command
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public static Task<string> RunAsync(string program, params string[] arguments) => RunAsync(null, program, arguments);

    public static async Task<string> RunAsync(IReadOnlyDictionary<string, string>? environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException never)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {Limit}.", never);
        }

        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments.Take(8))} exited with {process.ExitCode}:\n{await error}");
    }
}
