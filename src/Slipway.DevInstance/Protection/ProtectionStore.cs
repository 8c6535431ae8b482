using Microsoft.EntityFrameworkCore;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.Protection;

/// <summary>The rows of protected refs and push rules.</summary>
sealed class ProtectionStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate)
{
    public async Task<RefProtection> ProtectionAsync(Project project, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return new RefProtection(project, await db.Set<ProtectedRef>().AsNoTracking().Where(one => one.ProjectId == project.Id).OrderBy(one => one.Id).ToListAsync(ct));
    }

    public async Task<PushRules> RulesAsync(long projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<PushRules>().AsNoTracking().FirstOrDefaultAsync(rules => rules.ProjectId == projectId, ct) ?? new PushRules { ProjectId = projectId };
    }

    /// <summary>Adds it, or puts it in the place of the one with the same pattern.</summary>
    public Task<ProtectedRef> SetAsync(ProtectedRef wanted, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var row = await db.Set<ProtectedRef>()
                .FirstOrDefaultAsync(one => one.ProjectId == wanted.ProjectId && one.Tags == wanted.Tags && one.Pattern == wanted.Pattern, ct);
            if (row is null)
            {
                db.Add(row = wanted);
            }

            (row.Push, row.Merge, row.ForcePush) = (wanted.Push, wanted.Merge, wanted.ForcePush);
            await db.SaveChangesAsync(ct);
            return row;
        },
        ct);

    public Task<bool> RemoveAsync(long projectId, long id, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<ProtectedRef>().Where(one => one.ProjectId == projectId && one.Id == id).ExecuteDeleteAsync(ct) > 0;
        },
        ct);

    public Task<PushRules> SetAsync(PushRules wanted, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await db.Set<PushRules>().Where(rules => rules.ProjectId == wanted.ProjectId).ExecuteDeleteAsync(ct);
            db.Add(wanted);
            await db.SaveChangesAsync(ct);
            return wanted;
        },
        ct);
}
