using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Git;

/// <summary>
/// <c>git ls-remote</c> with the real git: every protocol, credential helper and proxy that it has. Nothing is asked of a terminal; the
/// output is bounded and the process ends with its time.
/// </summary>
static class LsRemote
{
    const int MaxLines = 200_000, MaxLineLength = 4096, MaxErrorLength = 2000;

    /// <summary>Each line's object id and ref.</summary>
    public static async Task<List<GitRef>> RunAsync(string url, string selection, SourceClient client, CancellationToken ct)
    {
        var options = client.Options;
        GitAddress.Check(url, options.AllowLocalGit);
        var host = GitAddress.HostOf(url);
        using var turn = host is null ? null : await client.Gates.For(host).EnterAsync(ct);
        using var limit = new CancellationTokenSource(options.RequestTimeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        using var git = Start(url, selection, options, await GuardedGit.SettingsAsync(url, options.MayConnect, both.Token));
        try
        {
            var error = ErrorAsync(git, both.Token);
            var refs = await ReadAsync(git.StandardOutput, url, both.Token);
            await git.WaitForExitAsync(both.Token);
            return git.ExitCode == 0 ? refs : throw GitFault.Of(url, host, await error, client.Gates);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            var late = new SourceException("deps.source-timeout", $"{GitAddress.Shown(url)} did not answer within {options.RequestTimeout.TotalSeconds:0} seconds.", "Try later, or raise the time limit of requests.");
            throw host is null ? late : client.Gates.For(host).Failed(late);
        }
        finally
        {
            if (!git.HasExited) git.Kill(entireProcessTree: true);
        }
    }

    static Process Start(string url, string selection, SourceOptions options, GuardedGit? guard)
    {
        var start = new ProcessStartInfo("git", ["-c", "protocol.version=2", "-c", "http.followRedirects=initial", .. guard?.Settings ?? [], "ls-remote", selection, "--", url])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["GIT_ALLOW_PROTOCOL"] = options.AllowLocalGit ? "http:https:git:ssh:file" : "http:https:git:ssh";
        if (guard is not null) GuardedGit.Apply(start.Environment);
        start.Environment["LC_ALL"] = "C";
        start.Environment.Remove("GIT_DIR");
        start.Environment.TryAdd("GIT_ASKPASS", "true");
        start.Environment.TryAdd("GIT_SSH_COMMAND", "ssh -oBatchMode=yes -oConnectTimeout=10");
        try
        {
            var git = Process.Start(start)!;
            git.StandardInput.Close();
            return git;
        }
        catch (Win32Exception missing)
        {
            throw new SourceException("deps.git-missing", "There is no git on this machine.", "Install git.", missing);
        }
    }

    static async Task<List<GitRef>> ReadAsync(StreamReader output, string url, CancellationToken ct)
    {
        var refs = new List<GitRef>();
        var line = new StringBuilder();
        var buffer = new char[16 << 10];
        int read;
        while ((read = await output.ReadAsync(buffer, ct)) > 0)
        {
            foreach (var c in buffer.AsSpan(0, read))
            {
                if (c != '\n')
                {
                    if (line.Append(c).Length > MaxLineLength) throw TooMuch(url);
                    continue;
                }

                if (GitRef.Parse(line.ToString()) is { } found) refs.Add(found);
                line.Clear();
                if (refs.Count > MaxLines) throw TooMuch(url);
            }
        }

        return refs;
    }

    static async Task<string> ErrorAsync(Process git, CancellationToken ct)
    {
        var text = new StringBuilder();
        var buffer = new char[1024];
        int read;
        while ((read = await git.StandardError.ReadAsync(buffer, ct)) > 0)
        {
            if (text.Length < MaxErrorLength) text.Append(buffer, 0, Math.Min(read, MaxErrorLength - text.Length));
        }

        return text.ToString();
    }

    static SourceException TooMuch(string url) => new("deps.source-too-large", $"{GitAddress.Shown(url)} has more than {MaxLines} refs, or a ref of more than {MaxLineLength} characters.", "Name a smaller repository.");
}
