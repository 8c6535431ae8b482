using System.Security.Cryptography;
using System.Text;

namespace Slipway.Proposals.Git;

/// <summary>Over what a commit makes of the files that it changes: mode, content and path of each.</summary>
static class ChangeDigest
{
    /// <returns>64 hex digits, or null where nothing is changed.</returns>
    public static async Task<string?> OfAsync(ProposalRepository repository, string parent, string treeOrCommit, CancellationToken ct)
    {
        // ":100644 100644 OLD NEW M", then the path; git-diff-tree(1), raw output.
        var raw = (await repository.RunAsync(["diff-tree", "-r", "-z", "--raw", "--no-renames", "--full-index", parent, treeOrCommit], ct)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        var lines = raw.Chunk(2).Where(pair => pair.Length == 2).Select(pair => (Head: pair[0].Split(' '), Path: pair[1])).Select(one => $"{one.Head[1]} {one.Head[3]} {one.Path}").ToList();
        return lines.Count == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines.Order(StringComparer.Ordinal)))));
    }
}
