using Slipway.Testing;

namespace Slipway.DevInstance.Testing;

/// <summary>A folder to work in with the real git, without anything of this machine's configuration.</summary>
public sealed class WorkFolder : IDisposable
{
    readonly TempFolder folder = new();

    public string Path => folder["work"];

    public string this[string file] => System.IO.Path.Combine(Path, file);

    /// <summary>Further variables for every git: <c>GIT_SSH_COMMAND</c>.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal);

    public static async Task<WorkFolder> InitAsync()
    {
        var work = new WorkFolder();
        await work.RunInAsync(work.folder.Path, "init", "--quiet", "--initial-branch=main", work.Path);
        return work;
    }

    public static async Task<WorkFolder> CloneAsync(string url, params string[] options)
    {
        var work = new WorkFolder();
        await work.RunInAsync(work.folder.Path, ["clone", "--quiet", .. options, url, work.Path]);
        return work;
    }

    public async Task<string> CommitAsync(string file, string text, string? message = null)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[file])!);
        await File.WriteAllTextAsync(this[file], text);
        await RunAsync("add", "--force", "--", file);
        await RunAsync("commit", "--quiet", "--message", message ?? $"Change {file}");
        return await HeadAsync();
    }

    public async Task<string> HeadAsync() => (await RunAsync("rev-parse", "HEAD")).Trim();

    public Task<string> RunAsync(params string[] arguments) => RunInAsync(Path, arguments);

    public Task<ToolResult> TryAsync(params string[] arguments) => TryInAsync(Path, arguments);

    public void Dispose() => folder.Dispose();

    async Task<string> RunInAsync(string where, params string[] arguments)
    {
        var result = await TryInAsync(where, arguments);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"git {string.Join(' ', arguments)} exited with {result.ExitCode}:\n{result.Output}{result.Error}");
    }

    Task<ToolResult> TryInAsync(string where, params string[] arguments) => Tool.TryAsync(new ToolCall("git", arguments)
    {
        WorkingDirectory = where,
        Environment = new Dictionary<string, string?>(Environment, StringComparer.Ordinal)
        {
            ["HOME"] = folder.Path,
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_AUTHOR_NAME"] = "Ann",
            ["GIT_AUTHOR_EMAIL"] = "ann@example.org",
            ["GIT_COMMITTER_NAME"] = "Ann",
            ["GIT_COMMITTER_EMAIL"] = "ann@example.org",
        },
    });
}
