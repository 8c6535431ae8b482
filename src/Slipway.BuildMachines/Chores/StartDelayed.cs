using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Chores;

/// <summary>Delayed jobs whose time has come wait for a runner.</summary>
sealed class StartDelayed(IDbContextFactory<SlipwayDb> databases, PipelineLedger ledger, TimeProvider time) : IChore
{
    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var id in await db.Set<Job>().Where(job => job.State == JobState.Scheduled && job.ScheduledAt <= now).Select(job => job.Id).ToListAsync(ct))
        {
            await ledger.ChangeJobAsync<PipelineBook>(
                id,
                (book, job) =>
                {
                    if (job.State == JobState.Scheduled)
                    {
                        PipelineProgress.Enqueue(job, book.Now);
                    }

                    return Task.FromResult<PipelineBook?>(book);
                },
                ct);
        }
    }
}
