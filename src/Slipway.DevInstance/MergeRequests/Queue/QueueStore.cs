using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.MergeRequests.Queue;

/// <summary>The queue's rows.</summary>
sealed class QueueStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate, TimeProvider time)
{
    /// <summary>The projects and branches that have something in their queue.</summary>
    public async Task<IReadOnlyList<(long ProjectId, string Target)>> BusyAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await db.Set<QueueEntry>().Where(entry => entry.End == QueueEnd.InLine).Select(entry => new { entry.ProjectId, entry.TargetBranch }).Distinct().ToListAsync(ct);
        return [.. rows.Select(row => (row.ProjectId, row.TargetBranch))];
    }

    /// <summary>What stands in line, first first.</summary>
    /// <param name="target">Null: of all branches.</param>
    public async Task<IReadOnlyList<QueueEntry>> InLineAsync(long projectId, string? target, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<QueueEntry>().AsNoTracking().Where(entry => entry.End == QueueEnd.InLine && entry.ProjectId == projectId && (target == null || entry.TargetBranch == target))
            .OrderBy(entry => entry.TargetBranch).ThenBy(entry => entry.Id).ToListAsync(ct);
    }

    /// <summary>A merge request's newest turn, whether it is over or not.</summary>
    public async Task<QueueEntry?> NewestAsync(long mergeRequestId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<QueueEntry>().AsNoTracking().Where(entry => entry.MergeRequestId == mergeRequestId).OrderByDescending(entry => entry.Id).FirstOrDefaultAsync(ct);
    }

    /// <summary>Puts a merge request in line, once; whoever waited for its pipeline waits no more.</summary>
    /// <returns>The merge request, or null where it is open no more.</returns>
    public Task<MergeRequest?> AddAsync(QueueEntry entry, CancellationToken ct) => gate.SaveAsync(
        databases,
        async db =>
        {
            var one = await db.Set<MergeRequest>().SingleAsync(row => row.Id == entry.MergeRequestId, ct);
            if (one.State != MergeRequestState.Opened)
            {
                return null;
            }

            (one.AutoMergeBy, one.AutoMergeById) = (null, null);
            if (!await db.Set<QueueEntry>().AnyAsync(row => row.MergeRequestId == entry.MergeRequestId && row.End == QueueEnd.InLine, ct))
            {
                db.Add(entry);
            }

            return one;
        },
        ct);

    /// <summary>Changes one that is in line still; null where it is not.</summary>
    public Task<QueueEntry?> ChangeAsync(long id, Action<QueueEntry> change, CancellationToken ct) => gate.SaveAsync(
        databases,
        async db =>
        {
            var row = await db.Set<QueueEntry>().SingleOrDefaultAsync(entry => entry.Id == id && entry.End == QueueEnd.InLine, ct);
            if (row is not null)
            {
                change(row);
            }

            return row;
        },
        ct);

    public Task<QueueEntry?> EndAsync(long id, QueueEnd end, string? why, CancellationToken ct) =>
        ChangeAsync(id, row => (row.End, row.Why, row.EndedAt) = (end, why, time.GetUtcNow()), ct);
}
