using Slipway.DevInstance.Git;
using Slipway.DevInstance.MergeRequests.Merging;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>
/// Brings a project's open merge requests to what its branches name now: merged where the target has got the head, moved where the source
/// has moved, closed where it is gone. It goes by the refs as they are, so doing it again changes nothing.
/// </summary>
sealed class FollowBranches(MergeRequestStore store, RefReader refs, HeadRef head, MergeSettling settling) : IDisposable
{
    // One at a time: what is written is what was read last.
    readonly ProjectLocks busy = new();

    public void Dispose() => busy.Dispose();

    /// <param name="branches">Whole refs that have moved; others' merge requests are not looked at.</param>
    /// <param name="by">Who moved them.</param>
    /// <returns>Those that moved and are still open.</returns>
    public async Task<IReadOnlyList<MergeRequest>> RunAsync(Project project, IReadOnlySet<string> branches, string by, CancellationToken ct)
    {
        using var held = await busy.EnterAsync(project.Id, Timeout.InfiniteTimeSpan, ct);
        var moved = new List<MergeRequest>();
        foreach (var one in (await store.OpenAsync(project.Id, ct)).Where(one => branches.Contains(one.SourceRef) || branches.Contains(one.TargetRef)))
        {
            if (!await settling.SettleAsync(one, by, ct) && branches.Contains(one.SourceRef) && await MoveAsync(one, ct) is { } still)
            {
                moved.Add(still);
            }
        }

        return moved;
    }

    async Task<MergeRequest?> MoveAsync(MergeRequest one, CancellationToken ct)
    {
        if (!(await refs.FindAsync(one.ProjectId, [one.SourceRef], ct)).TryGetValue(one.SourceRef, out var now))
        {
            await store.ChangeOpenAsync(one.Id, row => (row.State, row.AutoMergeBy, row.AutoMergeById) = (MergeRequestState.Closed, null, null), ct);
            return null;
        }

        await head.PointAsync(one.ProjectId, one.Number, now, ct);
        // Whoever said "merge when the pipeline succeeds" had not seen what is new.
        return now == one.SourceCommit
            ? one
            : await store.ChangeOpenAsync(one.Id, row => (row.SourceCommit, row.AutoMergeBy, row.AutoMergeById) = (now, null, null), ct);
    }
}
