using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>Which pipelines a pipeline started.</summary>
sealed class PipelineTree(IDbContextFactory<SlipwayDb> databases)
{
    /// <summary>Those of its trigger jobs that are not over.</summary>
    public async Task<IReadOnlyList<long>> ChildrenAsync(long pipelineId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await (
            from job in db.Set<Job>()
            join child in db.Set<Pipeline>() on job.DownstreamPipelineId equals child.Id
            where job.PipelineId == pipelineId && child.FinishedAt == null && child.ParentPipelineId == pipelineId
            select child.Id).ToListAsync(ct);
    }
}
