using Microsoft.EntityFrameworkCore;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Database;
using Slipway.Upkeep.Duties;
using Slipway.Upkeep.Runs;

namespace Slipway.Upkeep.Removal;

/// <summary>A deleted project has no duties any more. A run that has begun ends by itself first: it finds no project.</summary>
sealed class RemovedProjectDuties(IDbContextFactory<SlipwayDb> databases, WriteGate gate) : IProjectRemoval
{
    public Task<bool> RemoveAsync(RemovedProject project, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await db.Set<Duty>().Where(duty => duty.ProjectId == project.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(duty => duty.Active, false).SetProperty(duty => duty.NextRunAt, (DateTimeOffset?)null), ct);
            await db.Set<UpkeepRun>().Where(run => run.ProjectId == project.Id && run.State != RunState.Running).ExecuteDeleteAsync(ct);
            if (await db.Set<UpkeepRun>().AnyAsync(run => run.ProjectId == project.Id, ct))
            {
                return false;
            }

            await db.Set<Duty>().Where(duty => duty.ProjectId == project.Id).ExecuteDeleteAsync(ct);
            return true;
        },
        ct);
}
