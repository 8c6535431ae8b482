using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.MergeRequests.Approvals;

/// <summary>The approvals' rows: one for each user and merge request, of the head that they saw last.</summary>
sealed class ApprovalStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate)
{
    public async Task<IReadOnlyList<Approval>> ListAsync(long mergeRequestId, string commit, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Approval>().AsNoTracking().Where(one => one.MergeRequestId == mergeRequestId && one.Commit == commit).OrderBy(one => one.Id).ToListAsync(ct);
    }

    public Task<Approval> SetAsync(Approval wanted, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Set<Approval>().Where(one => one.MergeRequestId == wanted.MergeRequestId && one.UserId == wanted.UserId).ExecuteDeleteAsync(ct);
            db.Add(wanted);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return wanted;
        },
        ct);

    public Task<bool> RemoveAsync(long mergeRequestId, long userId, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<Approval>().Where(one => one.MergeRequestId == mergeRequestId && one.UserId == userId).ExecuteDeleteAsync(ct) > 0;
        },
        ct);
}
