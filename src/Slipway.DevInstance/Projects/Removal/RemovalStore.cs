using Microsoft.EntityFrameworkCore;
using Slipway.DevInstance.Ssh;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.Projects.Removal;

/// <summary>The rows of projects that are deleted.</summary>
sealed class RemovalStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate, TimeProvider time)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    // Longer than a clone, a push or a pipeline's making goes on.
    static readonly TimeSpan LastLook = TimeSpan.FromHours(2);

    /// <summary>The project's row goes, and with it all rows of this module; that the rest is to go is written in the same transaction.</summary>
    /// <returns>False where it is gone already.</returns>
    public Task<bool> AddAsync(Project project, string by, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Set<SshKey>().Where(key => key.ProjectId == project.Id).ExecuteDeleteAsync(ct);
            // Members, protection, mirrors, pushes and merge requests go with it (ON DELETE CASCADE).
            if (await db.Set<Project>().Where(row => row.Id == project.Id).ExecuteDeleteAsync(ct) == 0)
            {
                return false;
            }

            var now = time.GetUtcNow();
            db.Add(new ProjectRemoval { ProjectId = project.Id, Path = project.Path, By = by, At = now, NextTryAt = now });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        },
        ct);

    public async Task<IReadOnlyList<ProjectRemoval>> DueAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<ProjectRemoval>().AsNoTracking().Where(row => row.NextTryAt <= now).OrderBy(row => row.ProjectId).ToListAsync(ct);
    }

    /// <summary>All is gone: it is looked at a last time later, and then forgotten.</summary>
    public Task<int> GoneAsync(ProjectRemoval removal, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var row = db.Set<ProjectRemoval>().Where(row => row.ProjectId == removal.ProjectId);
            var last = removal.At + LastLook;
            return removal.Gone && removal.NextTryAt >= last
                ? await row.ExecuteDeleteAsync(ct)
                : await row.ExecuteUpdateAsync(set => set.SetProperty(one => one.Gone, true).SetProperty(one => one.NextTryAt, last).SetProperty(one => one.Attempts, 0), ct);
        },
        ct);

    /// <summary>Tried again after 1, 2, 4 ... seconds, at most ten minutes.</summary>
    public Task<int> LeftAsync(ProjectRemoval removal, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var pause = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(removal.Attempts, 12)));
            var next = time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause);
            return await db.Set<ProjectRemoval>().Where(row => row.ProjectId == removal.ProjectId)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.Attempts, removal.Attempts + 1).SetProperty(one => one.NextTryAt, next), ct);
        },
        ct);
}
