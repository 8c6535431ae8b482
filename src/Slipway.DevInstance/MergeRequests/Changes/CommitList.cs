using System.Globalization;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.MergeRequests.Changes;

/// <summary>The commits of a merge request: those of the source that the target has not.</summary>
sealed class CommitList(GitProgram git, RepositoryFolders folders)
{
    public const int Most = 500;
    const int MostBytes = 32 << 20;

    /// <summary>Newest first, at most <see cref="Most"/>.</summary>
    public async Task<IReadOnlyList<MergeCommitInfo>> ReadAsync(long projectId, string target, string source, CancellationToken ct)
    {
        var fields = await LogAsync(projectId, target, source, "%H%x00%s%x00%an%x00%ae%x00%at%x00", Most, ct);
        return [.. fields.Chunk(5).Where(chunk => chunk.Length == 5).Select(chunk => new MergeCommitInfo(
            chunk[0].Trim('\n'), chunk[1], chunk[2], chunk[3],
            DateTimeOffset.FromUnixTimeSeconds(long.TryParse(chunk[4], NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? Math.Min(at, 253402300799) : 0)))];
    }

    /// <summary>The addresses of all who wrote or committed them, in lower case.</summary>
    public async Task<IReadOnlySet<string>> AddressesAsync(long projectId, string target, string source, CancellationToken ct) =>
        (await LogAsync(projectId, target, source, "%ae%x00%ce%x00", null, ct)).Select(address => address.Trim('\n').ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);

    async Task<string[]> LogAsync(long projectId, string target, string source, string format, int? most, CancellationToken ct)
    {
        string[] bound = most is { } count ? [$"--max-count={count}"] : [];
        var text = await git.TextAsync(
            new GitCall(folders.Of(projectId), ["log", "--no-show-signature", "--encoding=UTF-8", $"--format={format}", .. bound, $"{target}..{source}", "--"])
            {
                MaxOutput = MostBytes,
            },
            ct);
        return text.Split('\0')[..^1];
    }
}
