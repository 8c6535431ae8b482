using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Slipway.Proposals.Git;

/// <summary>One run of the real git, which asks nobody anything.</summary>
sealed record GitCommand(string Folder, IReadOnlyList<string> Arguments)
{
    const int MostOutput = 64 * 1024 * 1024;
    const int MostErrors = 64 * 1024;
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    public IReadOnlyDictionary<string, string>? Environment { get; init; }

    public ReadOnlyMemory<byte> Input { get; init; }

    public static async Task<GitResult> RunAsync(GitCommand command, CancellationToken ct)
    {
        using var process = Start(command);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            var output = ReadAsync(process.StandardOutput.BaseStream, MostOutput, limit.Token);
            var errors = ReadAsync(process.StandardError.BaseStream, MostErrors, limit.Token);
            await WriteAsync(process, command.Input, limit.Token);
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(limit.Token);
            return new GitResult(process.ExitCode, await output, Encoding.UTF8.GetString(await errors).Trim());
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ProposalException("git.too-slow", $"git {command.Arguments[0]} took longer than {Limit.TotalMinutes:0} minutes.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    static Process Start(GitCommand command)
    {
        var start = new ProcessStartInfo("git", ["-C", command.Folder, .. command.Arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false,
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment.TryAdd("GIT_SSH_COMMAND", "ssh -o BatchMode=yes");
        foreach (var name in (string[])["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_TRACE_CURL", "GIT_CURL_VERBOSE"])
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in command.Environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new ProposalException("git.missing", $"git can't be started: {missing.Message}. Install it.", missing);
        }
    }

    static async Task WriteAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken ct)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, ct);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all; its exit code says why.
        }
    }

    static async Task<byte[]> ReadAsync(Stream from, int most, CancellationToken ct)
    {
        var all = new MemoryStream();
        var piece = new byte[16 * 1024];
        int read;
        while ((read = await from.ReadAsync(piece, ct)) > 0)
        {
            all.Write(piece, 0, (int)Math.Min(read, most - all.Length));
        }

        return all.ToArray();
    }
}

readonly record struct GitResult(int ExitCode, byte[] Output, string Errors)
{
    public string Text => Encoding.UTF8.GetString(Output);
}
