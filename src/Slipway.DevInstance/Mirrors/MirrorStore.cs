using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.Mirrors;

/// <summary>The rows of imports and mirrors.</summary>
sealed class MirrorStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate, TimeProvider time)
{
    const int LongestError = 2000;
    const int LongestProgress = 500;
    static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(6);

    public async Task<IReadOnlyList<Mirror>> ListAsync(long projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Mirror>().AsNoTracking().Where(mirror => mirror.ProjectId == projectId).OrderBy(mirror => mirror.Id).ToListAsync(ct);
    }

    public Task<Mirror> AddAsync(Mirror mirror, CancellationToken ct) => gate.AddAsync(databases, mirror, ct);

    public Task<bool> RemoveAsync(long projectId, long id, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<Mirror>().Where(mirror => mirror.ProjectId == projectId && mirror.Id == id).ExecuteDeleteAsync(ct) > 0;
        },
        ct);

    /// <summary>The project has changed: its mirrors get it, those that failed at their next try.</summary>
    public Task<int> WantAsync(long projectId, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await db.Set<Mirror>().Where(mirror => mirror.ProjectId == projectId && mirror.Kind == MirrorKind.Push && mirror.State == MirrorState.Done)
                .ExecuteUpdateAsync(row => row.SetProperty(mirror => mirror.State, MirrorState.Waiting), ct);
            return await db.Set<Mirror>().Where(mirror => mirror.ProjectId == projectId && mirror.Kind == MirrorKind.Push)
                .ExecuteUpdateAsync(row => row.SetProperty(mirror => mirror.Wanted, mirror => mirror.Wanted + 1), ct);
        },
        ct);

    /// <summary>Tries again now.</summary>
    public Task<bool> RetryAsync(long projectId, long id, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<Mirror>().Where(mirror => mirror.ProjectId == projectId && mirror.Id == id && mirror.State != MirrorState.Running)
                .ExecuteUpdateAsync(
                    row => row.SetProperty(mirror => mirror.State, MirrorState.Waiting).SetProperty(mirror => mirror.NextTryAt, (DateTimeOffset?)null), ct) > 0;
        },
        ct);

    /// <summary>Takes the next one that is due, or null.</summary>
    public Task<Mirror?> TakeAsync(CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var now = time.GetUtcNow();
            var due = await db.Set<Mirror>().Where(mirror => mirror.State == MirrorState.Waiting && (mirror.NextTryAt == null || mirror.NextTryAt <= now))
                .OrderBy(mirror => mirror.NextTryAt).ThenBy(mirror => mirror.Id).FirstOrDefaultAsync(ct);
            if (due is not null)
            {
                due.State = MirrorState.Running;
                due.Progress = null;
                await db.SaveChangesAsync(ct);
            }

            return due;
        },
        ct);

    /// <summary>At the start nothing runs, whatever the rows say.</summary>
    public Task<int> ResetAsync(CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<Mirror>().Where(mirror => mirror.State == MirrorState.Running)
                .ExecuteUpdateAsync(row => row.SetProperty(mirror => mirror.State, MirrorState.Waiting), ct);
        },
        ct);

    /// <returns>False where the mirror was taken away meanwhile, or its project was.</returns>
    public Task<bool> ProgressAsync(Mirror mirror, string progress, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var text = progress.Length <= LongestProgress ? progress : progress[..LongestProgress];
            return await db.Set<Mirror>().Where(row => row.Id == mirror.Id).ExecuteUpdateAsync(row => row.SetProperty(one => one.Progress, text), ct) > 0;
        },
        ct);

    /// <param name="error">Null: it went well.</param>
    public Task<int> EndAsync(Mirror mirror, string? error, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            // Taken away meanwhile, there is nothing to say.
            if (await db.Set<Mirror>().FirstOrDefaultAsync(row => row.Id == mirror.Id, ct) is not { } row)
            {
                return 0;
            }

            row.Progress = null;
            row.LastError = error?.Length > LongestError ? error[^LongestError..] : error;
            if (error is null)
            {
                (row.Attempts, row.NextTryAt, row.LastSuccessAt) = (0, null, time.GetUtcNow());
                row.State = row.Wanted == mirror.Wanted ? MirrorState.Done : MirrorState.Waiting;
                row.Credentials = row.Kind == MirrorKind.Import ? null : row.Credentials;
            }
            else if (row.Kind == MirrorKind.Import)
            {
                row.State = MirrorState.Failed;
            }
            else
            {
                var pause = FirstPause * Math.Pow(2, Math.Min(row.Attempts, 12));
                row.Attempts++;
                row.NextTryAt = time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause);
                row.State = MirrorState.Waiting;
            }

            return await db.SaveChangesAsync(ct);
        },
        ct);
}
