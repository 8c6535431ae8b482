using System.Globalization;
using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.Git;

/// <summary>A commit's files, read from the bare repository.</summary>
sealed class SourceTree(GitProgram git, string folder, string commit) : ISourceTree
{
    const int MostFilesBytes = 64 << 20;

    public string Commit => commit;

    public async Task<CommitFacts> FactsAsync(CancellationToken ct)
    {
        // Separated by NUL, which no commit has: its last field is the whole message.
        var text = await git.TextAsync(
            new GitCall(folder, "log", "-1", "--no-show-signature", "--encoding=UTF-8", "--format=%an%x00%ae%x00%ct%x00%s%x00%B", commit, "--"), ct);
        return text.Split('\0') is [var name, var email, var seconds, var title, var message]
            ? new CommitFacts(
                commit, title, message.TrimEnd('\n'), name, email,
                DateTimeOffset.FromUnixTimeSeconds(long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? Math.Min(at, 253402300799) : 0))
            : throw new GitException($"{commit} is no commit.");
    }

    public async Task<string?> ReadAsync(string path, int maxBytes, CancellationToken ct)
    {
        if (path.Length == 0 || path.Contains('\0'))
        {
            return null;
        }

        // The entry first: its kind and size decide whether it is read at all.
        var listed = await git.RunAsync(new GitCall(folder, "--literal-pathspecs", "ls-tree", "-z", "--long", "--full-tree", commit, "--", path.Trim('/')), ct);
        if (TreeEntry.Parse(listed.Records.FirstOrDefault()) is not { Kind: TreeEntryKind.File } file || file.Size > maxBytes || file.Path != path.Trim('/'))
        {
            return null;
        }

        var blob = await git.RunAsync(new GitCall(folder, "cat-file", "blob", file.Object) { MaxOutput = maxBytes }, ct);
        return blob.ExitCode == 0 ? blob.Text : null;
    }

    public async Task<IReadOnlyList<string>> FilesAsync(CancellationToken ct)
    {
        var listed = await git.RunAsync(new GitCall(folder, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit) { MaxOutput = MostFilesBytes }, ct);
        return listed.ExitCode == 0 ? listed.Records : throw new GitException(listed.Errors);
    }

    public async Task<IReadOnlyList<string>?> ChangedSinceForkAsync(string commit, CancellationToken ct)
    {
        if (!RefName.IsObject(commit))
        {
            return null;
        }

        var fork = await git.RunAsync(new GitCall(folder, "merge-base", commit, Commit), ct);
        return await ChangedSinceAsync(fork.ExitCode == 0 ? fork.Text.Trim() : commit, ct); // without a common past: all that differs
    }

    public async Task<IReadOnlyList<string>?> ChangedSinceAsync(string commit, CancellationToken ct)
    {
        if (!RefName.IsObject(commit))
        {
            return null;
        }

        var changed = await git.RunAsync(
            new GitCall(folder, "diff-tree", "-r", "-z", "--name-only", "--no-renames", "--no-ext-diff", commit, Commit) { MaxOutput = MostFilesBytes }, ct);
        return changed.ExitCode == 0 ? changed.Records : null;
    }
}
