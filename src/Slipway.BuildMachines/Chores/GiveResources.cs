using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Chores;

/// <summary>Of each resource group that nobody holds, the job that waits longest may go on. The only place that gives them, so there is one holder.</summary>
sealed class GiveResources(IDbContextFactory<SlipwayDb> databases, PipelineLedger ledger) : IChore
{
    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var waiting = await db.Set<Job>().AsNoTracking().Where(job => job.State == JobState.WaitingForResource)
            .Select(job => new { job.Id, job.ProjectId, job.ResourceGroup, job.QueuedAt }).ToListAsync(ct);
        foreach (var group in waiting.GroupBy(job => (job.ProjectId, job.ResourceGroup)))
        {
            var held = await db.Set<Job>().AnyAsync(
                job => job.ProjectId == group.Key.ProjectId && job.ResourceGroup == group.Key.ResourceGroup
                    && (job.State == JobState.Pending || job.State == JobState.Assigned || job.State == JobState.Running || job.State == JobState.Canceling),
                ct);
            if (!held)
            {
                await ledger.ChangeJobAsync<PipelineBook>(group.OrderBy(job => job.QueuedAt).ThenBy(job => job.Id).First().Id, Give, ct);
            }
        }
    }

    static Task<PipelineBook?> Give(PipelineBook book, Job job)
    {
        if (job.State == JobState.WaitingForResource)
        {
            job.State = JobState.Pending;
        }

        return Task.FromResult<PipelineBook?>(book);
    }
}
