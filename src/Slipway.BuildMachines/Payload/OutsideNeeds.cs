using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Payload;

/// <summary>Finds the jobs of other pipelines whose artifacts a job needs; of another project only where the job's user may read it.</summary>
static class OutsideNeeds
{
    /// <returns>The job, or what is missing; neither where nothing is to be fetched.</returns>
    public static async Task<(Job? Job, string? Missing)> FindAsync(SlipwayDb db, IProjectDirectory projects, Pipeline pipeline, long? user, OutsideNeed need, CancellationToken ct)
    {
        switch (need)
        {
            case OutsideNeed.ProjectJob { Artifacts: true } wanted:
                var project = await projects.FindForAsync(wanted.Project, pipeline.ProjectId, user, ct);
                var job = project is null ? null : await NewestAsync(db, project.Id, wanted.Ref, wanted.Job, ct);
                return (job, job is null ? $"There is no job {wanted.Job} that succeeded on {wanted.Ref} of {wanted.Project}, or it may not be seen from here." : null);
            case OutsideNeed.PipelineJob { Artifacts: true } wanted:
                var found = await OfFamilyAsync(db, pipeline, wanted, ct);
                return (found, found is null ? $"There is no job {wanted.Job} that succeeded in the pipeline {wanted.Pipeline} of the same family." : null);
            default:
                return (null, null);
        }
    }

    static Task<Job?> NewestAsync(SlipwayDb db, long project, string @ref, string name, CancellationToken ct) => (
        from job in db.Set<Job>().AsNoTracking()
        join pipeline in db.Set<Pipeline>() on job.PipelineId equals pipeline.Id
        where job.ProjectId == project && job.Name == name && job.State == JobState.Success && !job.Superseded && pipeline.Ref == @ref
        orderby job.Id descending
        select job).FirstOrDefaultAsync(ct);

    // Its parent's, or a sibling's.
    static async Task<Job?> OfFamilyAsync(SlipwayDb db, Pipeline pipeline, OutsideNeed.PipelineJob wanted, CancellationToken ct)
    {
        long? asked = wanted.Pipeline.Contains("PARENT_PIPELINE_ID", StringComparison.Ordinal) ? pipeline.ParentPipelineId
            : long.TryParse(wanted.Pipeline, out var number) ? number : null;
        return asked is null || pipeline.ParentPipelineId is null ? null : await (
            from job in db.Set<Job>().AsNoTracking()
            join other in db.Set<Pipeline>() on job.PipelineId equals other.Id
            where other.Id == asked && (other.Id == pipeline.ParentPipelineId || other.ParentPipelineId == pipeline.ParentPipelineId)
                && job.Name == wanted.Job && job.State == JobState.Success && !job.Superseded
            select job).FirstOrDefaultAsync(ct);
    }
}
