using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.Browse;

/// <summary>One folder of a commit.</summary>
sealed class Folder(GitProgram git, RepositoryFolders folders)
{
    const int MostBytes = 8 << 20;

    /// <summary>Its entries, folders first; null where there is no such folder.</summary>
    /// <param name="path">Empty: the top.</param>
    public async Task<IReadOnlyList<TreeEntry>?> ListAsync(long projectId, string commit, string path, CancellationToken ct)
    {
        if (path.Contains('\0'))
        {
            return null;
        }

        var call = new GitCall(folders.Of(projectId), ["--literal-pathspecs", "ls-tree", "-z", "--long", "--full-tree", commit, .. path.Length == 0 ? Array.Empty<string>() : ["--", path + "/"]])
        {
            MaxOutput = MostBytes,
        };
        var listed = await git.RunAsync(call, ct);
        var entries = listed.ExitCode == 0 ? listed.Records.Select(TreeEntry.Parse).OfType<TreeEntry>().ToList() : [];
        return entries.Count == 0 && path.Length > 0 ? null : [.. entries.OrderBy(entry => entry.Kind != TreeEntryKind.Folder).ThenBy(entry => entry.Path, StringComparer.Ordinal)];
    }
}
