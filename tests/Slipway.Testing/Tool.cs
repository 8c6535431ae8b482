using System.Diagnostics;
using System.Text;

namespace Slipway.Testing;

/// <summary>Runs a real program for a test. A missing tool fails the test; it never skips it.</summary>
public static class Tool
{
    /// <summary>Runs to the end; throws with the whole output when the exit code is not 0.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var result = await TryAsync(program, arguments);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} exited with {result.ExitCode}:\n{result.Output}{result.Error}");
    }

    /// <summary>Runs to the end, whatever the exit code.</summary>
    public static Task<ToolResult> TryAsync(string program, params string[] arguments) => TryAsync(new ToolCall(program, arguments));

    public static async Task<ToolResult> TryAsync(ToolCall call)
    {
        var start = new ProcessStartInfo(call.Program, call.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = call.WorkingDirectory ?? "",
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        foreach (var (name, value) in call.Environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{call.Program} did not start");
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(call.Input ?? "");
        process.StandardInput.Close();
        using var limit = new CancellationTokenSource(call.Limit ?? TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{call.Program} {string.Join(' ', call.Arguments)} did not end in time:\n{await output}{await error}", late);
        }

        return new ToolResult(process.ExitCode, await output, await error);
    }
}

public sealed record ToolCall(string Program, IReadOnlyList<string> Arguments)
{
    public string? WorkingDirectory { get; init; }

    public string? Input { get; init; }

    public IReadOnlyDictionary<string, string?>? Environment { get; init; }

    public TimeSpan? Limit { get; init; }
}

public sealed record ToolResult(int ExitCode, string Output, string Error);
