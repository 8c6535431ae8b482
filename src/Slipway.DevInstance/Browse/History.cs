using System.Globalization;
using Slipway.DevInstance.Git;

namespace Slipway.DevInstance.Browse;

/// <summary>Commits and refs for pages, a page at a time.</summary>
sealed class History(GitProgram git, RepositoryFolders folders)
{
    const int MostRefs = 1000;

    /// <param name="page">From 1.</param>
    public async Task<IReadOnlyList<CommitLine>> PageAsync(long projectId, string commit, int page, int perPage, CancellationToken ct)
    {
        var text = await git.TextAsync(
            new GitCall(
                folders.Of(projectId), "log", "--no-show-signature", "--encoding=UTF-8", "--format=%H%x00%an%x00%ct%x00%s%x00",
                $"--skip={((page - 1) * perPage).ToString(CultureInfo.InvariantCulture)}", $"--max-count={perPage.ToString(CultureInfo.InvariantCulture)}", commit, "--"),
            ct);
        return [.. text.Split('\0').Chunk(4).Where(fields => fields.Length == 4).Select(fields => Line(fields[0], fields[1], fields[2], fields[3]))];
    }

    /// <param name="folder"><c>refs/heads/</c> or <c>refs/tags/</c>.</param>
    public async Task<IReadOnlyList<RefLine>> RefsAsync(long projectId, string folder, CancellationToken ct)
    {
        // A tag object's commit is behind the star; a plain ref has nothing there.
        var text = await git.TextAsync(
            new GitCall(
                folders.Of(projectId), "for-each-ref", "--sort=-creatordate", $"--count={MostRefs}",
                "--format=%(refname)%00%(if)%(*objectname)%(then)%(*objectname)%(else)%(objectname)%(end)%00%(authorname)%00%(creatordate:unix)%00%(contents:subject)%00", folder),
            ct);
        return [.. text.Split('\0').Chunk(5).Where(fields => fields.Length == 5)
            .Select(fields => new RefLine(fields[0].Trim('\n')[folder.Length..], Line(fields[1], fields[2], fields[3], fields[4])))];
    }

    static CommitLine Line(string commit, string author, string seconds, string title) => new(
        commit.Trim('\n'), author,
        DateTimeOffset.FromUnixTimeSeconds(long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? Math.Min(at, 253402300799) : 0),
        title);
}
