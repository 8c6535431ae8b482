using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.Contracts.BuildMachines;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>
/// Which kinds of jobs a pipeline has, by stage: all that the order of stages and the pipeline's own state depend on. The database groups them over
/// an index, so what is read is as much as there are stages and states, however many jobs.
/// </summary>
sealed class StageTally(IReadOnlyList<(int Stage, JobKind Kind)> kinds)
{
    public static async Task<StageTally> OfAsync(SlipwayDb db, long pipelineId)
    {
        var groups = await db.Set<Job>().Where(job => job.PipelineId == pipelineId && !job.Superseded)
            .GroupBy(job => new { job.StageIndex, job.State, job.AllowFailure }).Select(group => group.Key).ToListAsync();
        return new StageTally([.. groups.Select(group => (group.StageIndex, JobKinds.Of(group.State, group.AllowFailure)))]);
    }

    /// <summary>Of the whole pipeline; null where it has no jobs.</summary>
    public PipelineState? Whole => CompositeState.Of(kinds.Select(it => it.Kind));

    /// <summary>Of what comes before a stage.</summary>
    public PipelineState Before(int stage) => CompositeState.Of(kinds.Where(it => it.Stage < stage).Select(it => it.Kind)) ?? PipelineState.Success;

    /// <summary>Stages whose turn it is, with jobs that have not started.</summary>
    public IReadOnlyList<int> Due => [.. kinds.Where(it => it.Kind == JobKind.Created && Before(it.Stage).IsOver()).Select(it => it.Stage).Distinct()];
}
