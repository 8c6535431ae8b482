using Microsoft.EntityFrameworkCore;
using Slipway.Formats.OpenPgp;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Signing;

/// <summary>The keys that teams sign packages with, by repository.</summary>
sealed class PackageKeys(IDbContextFactory<SlipwayDb> databases, WriteGate gate, TimeProvider time)
{
    public async Task<IReadOnlyList<PackageKeyRow>> ListAsync(RepositoryState repository, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<PackageKeyRow>().AsNoTracking().Where(key => key.RepositoryId == repository.Id).OrderBy(key => key.Id).ToListAsync(ct);
    }

    /// <summary>A key that is there already is given back as it is.</summary>
    public Task<PackageKeyRow> AddAsync(RepositoryState repository, PublicKey key, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var fingerprint = key.Fingerprint;
            if (await db.Set<PackageKeyRow>().SingleOrDefaultAsync(row => row.RepositoryId == repository.Id && row.Fingerprint == fingerprint, ct) is { } known)
            {
                return known;
            }

            var row = new PackageKeyRow { RepositoryId = repository.Id, Fingerprint = fingerprint, PublicKey = key.ExportArmored(), CreatedAt = time.GetUtcNow() };
            db.Add(row);
            await db.SaveChangesAsync(ct);
            return row;
        },
        ct);

    public Task<bool> RemoveAsync(PackageKeyRow key, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<PackageKeyRow>().Where(row => row.Id == key.Id).ExecuteDeleteAsync(ct) > 0;
        },
        ct);
}
