using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Slipway.Cli.Ci;

/// <summary>The program <c>git</c> in one folder, for reading only.</summary>
sealed class Git(string folder)
{
    public string Folder => folder;

    /// <summary>What it wrote, or null where it failed.</summary>
    public async Task<string?> TryAsync(CancellationToken ct, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", ["-C", folder, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false, StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Start(start);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(ct);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(ct);
            await errors;
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0 ? output : null;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    public async Task<string?> LineAsync(CancellationToken ct, params string[] arguments) =>
        await TryAsync(ct, arguments) is { } output && output.TrimEnd('\n') is { Length: > 0 } line ? line : null;

    /// <summary>Paths, as <c>-z</c> writes them.</summary>
    public async Task<string[]?> PathsAsync(CancellationToken ct, params string[] arguments) =>
        (await TryAsync(ct, arguments))?.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new Failure(ExitCode.Failed, $"git cannot be started: {missing.Message}", "Install git.");
        }
    }
}
