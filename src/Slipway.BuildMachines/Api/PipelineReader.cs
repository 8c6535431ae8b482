using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Runners;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Api;

/// <summary>Pipelines and jobs as the API and the pages tell of them.</summary>
sealed class PipelineReader(IDbContextFactory<SlipwayDb> databases, ArtifactStore artifacts, RunnerDirectory runners, TimeProvider time)
{
    public async Task<PipelinePage> PageAsync(ProjectFacts project, string? fullRef, int page, int perPage, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var all = db.Set<Pipeline>().AsNoTracking().Where(row => row.ProjectId == project.Id && (fullRef == null || row.FullRef == fullRef || row.Ref == fullRef));
        var rows = await all.OrderByDescending(row => row.Id).Skip((page - 1) * perPage).Take(perPage).ToListAsync(ct);
        return new PipelinePage([.. rows.Select(row => Info(row, project))], page, perPage, await all.LongCountAsync(ct));
    }

    /// <summary>By number; null where the project has none of it.</summary>
    public async Task<PipelineDetail?> FindAsync(ProjectFacts project, long id, bool superseded, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Set<Pipeline>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.ProjectId == project.Id, ct) is not { } pipeline)
        {
            return null;
        }

        var jobs = await db.Set<Job>().AsNoTracking().Where(job => job.PipelineId == id && (superseded || !job.Superseded))
            .OrderBy(job => job.StageIndex).ThenBy(job => job.Id).ToListAsync(ct);
        var files = (await artifacts.OfAsync([.. jobs.Select(job => job.Id)], ct)).ToLookup(file => file.JobId);
        return new PipelineDetail(Info(pipeline, project), [.. jobs.Select(job => Info(job, files[job.Id]))]);
    }

    public async Task<JobInfo?> JobAsync(ProjectFacts project, long id, CancellationToken ct) =>
        await RowAsync(project, id, ct) is { } job ? Info(job, await artifacts.OfAsync([id], ct)) : null;

    public async Task<Job?> RowAsync(ProjectFacts project, long id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Job>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.ProjectId == project.Id, ct);
    }

    /// <summary>The whole ref of a job's pipeline; null where the project has no such job.</summary>
    public async Task<string?> RefOfJobAsync(ProjectFacts project, long id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await (
            from job in db.Set<Job>() join pipeline in db.Set<Pipeline>() on job.PipelineId equals pipeline.Id where job.Id == id && job.ProjectId == project.Id select pipeline.FullRef)
            .SingleOrDefaultAsync(ct);
    }

    public async Task<CompiledJob> DefinitionAsync(Job job, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return DefinitionJson.Read((await db.Set<JobDefinition>().AsNoTracking().SingleAsync(row => row.Id == job.DefinitionId, ct)).Json);
    }

    static PipelineInfo Info(Pipeline row, ProjectFacts project) => new(
        row.Id, row.Number, project.Path, row.Ref, row.FullRef, row.Commit, JsonSerializer.Deserialize(row.Facts, PipelineFactsJson.Default.StoredFacts)!.Title,
        row.Source, row.By, row.State.Word(), row.Name, row.CreatedAt, row.StartedAt, row.FinishedAt, row.Stages, row.Errors, row.Warnings, row.MergeRequest,
        row.ParentPipelineId, row.UpstreamJobId);

    JobInfo Info(Job row, IEnumerable<Artifact> files) => new(
        row.Id, row.PipelineId, row.Name, row.Stage, row.State.Word(), row.AllowFailure, row.When == JobWhen.Manual, row.Needs, row.Tags, row.By, row.Attempt,
        row.FailureReason, row.ExitCode, row.RunnerId is { } runner ? runners.Find(runner)?.Description ?? $"#{runner}" : null, row.CreatedAt, row.QueuedAt,
        row.StartedAt, row.FinishedAt, row.ScheduledAt, row.Coverage, row.DownstreamPipelineId,
        [.. files.Where(file => !file.Expired(time.GetUtcNow())).Select(file => new ArtifactInfo(file.Type, file.FileName, file.Size, file.ExpiresAt))]);
}
