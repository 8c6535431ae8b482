using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.Ssh;

/// <summary>The rows of SSH keys.</summary>
sealed class SshKeyStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate, TimeProvider time)
{
    static readonly TimeSpan Precision = TimeSpan.FromHours(1);

    public async Task<SshKey?> FindAsync(long id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<SshKey>().AsNoTracking().FirstOrDefaultAsync(key => key.Id == id, ct);
    }

    public async Task<SshKey?> FindAsync(string fingerprint, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<SshKey>().AsNoTracking().FirstOrDefaultAsync(key => key.Fingerprint == fingerprint, ct);
    }

    public async Task<IReadOnlyList<SshKey>> ListAsync(SshKeyHolder holder, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<SshKey>().AsNoTracking().Where(key => key.UserId == holder.UserId && key.ProjectId == holder.ProjectId).OrderBy(key => key.Id).ToListAsync(ct);
    }

    /// <summary>Null where somebody has this key already.</summary>
    public Task<SshKey?> AddAsync(SshKey key, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            if (await db.Set<SshKey>().AnyAsync(other => other.Fingerprint == key.Fingerprint, ct))
            {
                return null;
            }

            db.Add(key);
            await db.SaveChangesAsync(ct);
            return key;
        },
        ct);

    public Task<bool> RemoveAsync(SshKeyHolder holder, long id, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<SshKey>().Where(key => key.Id == id && key.UserId == holder.UserId && key.ProjectId == holder.ProjectId).ExecuteDeleteAsync(ct) > 0;
        },
        ct);

    /// <summary>Written down once an hour, not at each use.</summary>
    public async Task UsedAsync(SshKey key, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (key.LastUsedAt is not { } last || now - last > Precision)
        {
            await gate.RunAsync(
                async () =>
                {
                    await using var db = await databases.CreateDbContextAsync(ct);
                    return await db.Set<SshKey>().Where(row => row.Id == key.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.LastUsedAt, now), ct);
                },
                ct);
        }
    }
}

/// <summary>Whose keys: a user's or a project's.</summary>
readonly record struct SshKeyHolder(long? UserId, long? ProjectId);
