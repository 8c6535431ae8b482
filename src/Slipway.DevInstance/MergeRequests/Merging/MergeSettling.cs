using Slipway.DevInstance.Git;
using Slipway.DevInstance.MergeRequests.Changes;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>
/// From the refs to the row: an open merge request is merged when its target has the commit that was prepared for it, or has its head in
/// whatever way it came there. After a crash in the middle of a merge this is what finishes it.
/// </summary>
sealed class MergeSettling(MergeRequestStore store, RefReader refs, MergeBase bases)
{
    /// <param name="by">Who is said to have merged it where nobody had asked for it: the pusher.</param>
    /// <returns>Whether it is merged.</returns>
    public async Task<bool> SettleAsync(MergeRequest one, string by, CancellationToken ct)
    {
        var target = (await refs.FindAsync(one.ProjectId, [one.TargetRef], ct)).GetValueOrDefault(one.TargetRef);
        if (target is null)
        {
            return false;
        }

        if (one.PendingCommit is { } pending && await bases.IsWithinAsync(one.ProjectId, pending, target, ct))
        {
            await MergedAsync(one, pending, one.PendingBy ?? by, ct);
            return true;
        }

        if (await bases.IsWithinAsync(one.ProjectId, one.SourceCommit, target, ct))
        {
            await MergedAsync(one, target, by, ct);
            return true;
        }

        return false;
    }

    async Task MergedAsync(MergeRequest one, string commit, string by, CancellationToken ct) => await store.ChangeOpenAsync(
        one.Id,
        row =>
        {
            (row.State, row.MergeCommit, row.MergedBy) = (MergeRequestState.Merged, commit, by);
            (row.PendingCommit, row.PendingBy, row.AutoMergeBy, row.AutoMergeById) = (null, null, null, null);
        },
        ct);
}
