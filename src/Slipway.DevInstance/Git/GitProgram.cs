using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;

namespace Slipway.DevInstance.Git;

/// <summary>The git program, as a bounded process: its own environment, memory, time and output.</summary>
sealed class GitProgram(GitHome home, IOptions<GitOptions> options, TimeProvider time)
{
    /// <summary>Starts git with open streams. Whoever starts it ends it.</summary>
    public GitProcess Start(GitCall call)
    {
        // prlimit (util-linux) becomes git.
        var start = new ProcessStartInfo("/usr/bin/prlimit", ["--core=0", $"--as={options.Value.MaxMemoryBytes.ToString(CultureInfo.InvariantCulture)}", "git", .. call.Arguments])
        {
            WorkingDirectory = call.Folder,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/bin:/usr/bin:/bin";
        start.Environment["HOME"] = home.Empty;
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        start.Environment["GIT_CONFIG_NOSYSTEM"] = "1";
        start.Environment["GIT_CONFIG_GLOBAL"] = home.Configuration;
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        foreach (var (name, value) in call.Environment)
        {
            start.Environment[name] = value;
        }

        return new GitProcess(Start(start), call.Limit ?? TimeSpan.FromSeconds(options.Value.QuerySeconds), time);
    }

    /// <exception cref="GitException">The repository is not there: its project was deleted meanwhile.</exception>
    static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure) when (!Directory.Exists(start.WorkingDirectory))
        {
            throw new GitException("The repository is gone.", failure);
        }
    }

    /// <summary>Runs to the end and gives back what it wrote.</summary>
    /// <exception cref="GitException">It took too long, or wrote too much.</exception>
    public async Task<GitResult> RunAsync(GitCall call, CancellationToken ct)
    {
        await using var process = Start(call);
        await using var cancelled = ct.UnsafeRegister(_ => process.Stop(), null);
        var writing = WriteAsync(process, call.Input);
        var output = await ReadAsync(process, call);
        await writing;
        var exit = await process.EndAsync();
        ct.ThrowIfCancellationRequested();
        return process.IsOutOfTime
            ? throw new GitException($"git {call.Arguments[0]} took too long.")
            : new GitResult(exit, output, process.Errors);
    }

    /// <summary>As <see cref="RunAsync"/>, for calls that have no reason to fail.</summary>
    /// <exception cref="GitException">It failed.</exception>
    public async Task<string> TextAsync(GitCall call, CancellationToken ct)
    {
        var result = await RunAsync(call, ct);
        return result.ExitCode == 0 ? result.Text : throw new GitException($"git {call.Arguments[0]} failed: {result.Errors}");
    }

    static async Task WriteAsync(GitProcess process, ReadOnlyMemory<byte> input)
    {
        try
        {
            await process.Input.WriteAsync(input);
            process.Input.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything; its exit code says why.
        }
    }

    static async Task<byte[]> ReadAsync(GitProcess process, GitCall call)
    {
        var buffer = new MemoryStream();
        var piece = new byte[64 * 1024];
        int read;
        while ((read = await process.Output.ReadAsync(piece)) > 0)
        {
            if (buffer.Length + read > call.MaxOutput)
            {
                process.Stop();
                throw new GitException($"git {call.Arguments[0]} wrote more than {call.MaxOutput} bytes.");
            }

            buffer.Write(piece, 0, read);
        }

        return buffer.ToArray();
    }
}

/// <param name="Errors">The end of its standard error.</param>
sealed record GitResult(int ExitCode, byte[] Output, string Errors)
{
    public string Text => Encoding.UTF8.GetString(Output);

    /// <summary>The parts between NUL bytes, as with <c>-z</c>.</summary>
    public string[] Records => Text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
