using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.MergeRequests.Comments;

/// <summary>The comments' rows.</summary>
sealed class CommentStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate)
{
    const int Most = 2000;

    /// <summary>Oldest first.</summary>
    public async Task<IReadOnlyList<Comment>> ListAsync(long mergeRequestId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Comment>().AsNoTracking().Where(one => one.MergeRequestId == mergeRequestId).OrderBy(one => one.Id).Take(Most).ToListAsync(ct);
    }

    public Task<Comment> AddAsync(Comment one, CancellationToken ct) => gate.AddAsync(databases, one, ct);
}
