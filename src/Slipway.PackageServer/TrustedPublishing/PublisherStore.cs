using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>The trusted publishers of repositories.</summary>
sealed class PublisherStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate)
{
    public async Task<IReadOnlyList<TrustedPublisher>> ListAsync(long repository, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<TrustedPublisher>().AsNoTracking().Where(row => row.RepositoryId == repository).OrderBy(row => row.Id).ToListAsync(ct);
    }

    public Task<TrustedPublisher> AddAsync(TrustedPublisher publisher, CancellationToken ct) => gate.AddAsync(databases, publisher, ct);

    public Task<bool> RemoveAsync(long repository, long id, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<TrustedPublisher>().Where(row => row.RepositoryId == repository && row.Id == id).ExecuteDeleteAsync(ct) > 0;
        },
        ct);
}
