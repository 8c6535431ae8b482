using System.Text;
using Slipway.Pipelines;

namespace Slipway.Cli.Ci;

/// <summary>One commit of a repository on this machine: another project's files.</summary>
/// <param name="projects">Path of a project to the folder of its checkout.</param>
sealed class CommitSource(Git git, string commit, IReadOnlyDictionary<string, string> projects) : IConfigurationSource
{
    public async ValueTask<string?> ReadAsync(string path, int maxBytes, CancellationToken ct) =>
        await git.TryAsync(ct, "cat-file", "blob", $"{commit}:{path}") is { } text && Encoding.UTF8.GetByteCount(text) <= maxBytes ? text : null;

    public async ValueTask<IReadOnlyList<string>> FilesAsync(CancellationToken ct) =>
        await git.PathsAsync(ct, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit) ?? [];

    public async ValueTask<string?> ContentIdAsync(string path, CancellationToken ct) => await git.LineAsync(ct, "rev-parse", "--verify", "--quiet", $"{commit}:{path}");

    public ValueTask<ChangedFiles> ChangedAsync(string? compareTo, CancellationToken ct) => ValueTask.FromResult<ChangedFiles>(new ChangedFiles.All());

    public ValueTask<IConfigurationSource?> OpenProjectAsync(string project, string? revision, CancellationToken ct) => OpenAsync(projects, project, revision, ct);

    /// <summary>A project that was given with <c>--project</c>; null where it was not, or where it has no such revision.</summary>
    public static async ValueTask<IConfigurationSource?> OpenAsync(IReadOnlyDictionary<string, string> projects, string project, string? revision, CancellationToken ct)
    {
        if (!projects.TryGetValue(project, out var folder) || revision?.StartsWith('-') == true) return null;
        var git = new Git(folder);
        var commit = await git.LineAsync(ct, "rev-parse", "--verify", "--quiet", (revision ?? "HEAD") + "^{commit}")
            ?? await git.LineAsync(ct, "rev-parse", "--verify", "--quiet", $"origin/{revision}^{{commit}}");
        return commit is null ? null : new CommitSource(git, commit, projects);
    }
}
