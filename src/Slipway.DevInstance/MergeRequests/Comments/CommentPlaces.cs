using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.MergeRequests.Changes;

namespace Slipway.DevInstance.MergeRequests.Comments;

/// <summary>
/// Follows commented lines to where they are now: a push, forced or not, moves them, and a comment stays with its line or says that the line is
/// not there any more.
/// </summary>
sealed class CommentPlaces(ChangesReader changes, MergeBase bases)
{
    // Further back, a comment counts as outdated.
    const int MostCommits = 20;

    /// <param name="target">What the merge request is compared with.</param>
    public async Task<IReadOnlyList<CommentInfo>> FollowAsync(MergeRequest one, string target, IReadOnlyList<Comment> comments, CancellationToken ct)
    {
        var maps = new Dictionary<(string Commit, bool Old), LineMap?>();
        foreach (var key in comments.Where(comment => comment.Path is not null && comment.Commit != one.SourceCommit).Select(comment => (comment.Commit, comment.Old)).Reverse().Distinct().Take(MostCommits))
        {
            maps[key] = await MapAsync(one, target, key.Commit, key.Old, ct);
        }

        return [.. comments.Select(comment => CommentInfos.Of(comment, Now(comment, one, maps)))];
    }

    static (string Path, int Line)? Now(Comment comment, MergeRequest one, Dictionary<(string Commit, bool Old), LineMap?> maps) =>
        comment is not { Path: { } path, Line: { } line } ? null
        : comment.Commit == one.SourceCommit ? (path, line)
        : maps.GetValueOrDefault((comment.Commit, comment.Old))?.Find(path, line);

    // A line of the old file is one of where the branches parted, then and now.
    async Task<LineMap?> MapAsync(MergeRequest one, string target, string commit, bool old, CancellationToken ct)
    {
        try
        {
            var from = old ? await bases.FindAsync(one.ProjectId, target, commit, ct) : commit;
            var to = old ? await bases.FindAsync(one.ProjectId, target, one.SourceCommit, ct) : one.SourceCommit;
            return from is null || to is null ? null : new LineMap(from == to ? new ChangesInfo(from, to, [], 0) : await changes.BetweenAsync(one.ProjectId, from, to, ct));
        }
        catch (GitException)
        {
            // The commit is not there any more.
            return null;
        }
    }
}
