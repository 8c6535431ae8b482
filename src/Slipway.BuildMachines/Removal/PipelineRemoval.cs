using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Logs;
using Slipway.BuildMachines.Pipelines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Removal;

/// <summary>Ends and removes the pipelines of a deleted project, with their jobs, traces and artifacts.</summary>
sealed class PipelineRemoval(IDbContextFactory<SlipwayDb> databases, WriteGate gate, PipelineControl control, TraceStore traces, TimeProvider time)
{
    // So long a runner may take to end a job in order.
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <returns>False where a runner still has a job: its machine stays bound to it until it lets go.</returns>
    public async Task<bool> StopAsync(RemovedProject project, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var pipeline in await db.Set<Pipeline>().Where(row => row.ProjectId == project.Id && row.FinishedAt == null).Select(row => row.Id).ToListAsync(ct))
        {
            await control.CancelAsync(pipeline, ct);
        }

        var live = await db.Set<JobAttempt>().Where(attempt => attempt.End == AttemptEnd.Live)
            .Join(db.Set<Job>().Where(job => job.ProjectId == project.Id), attempt => attempt.JobId, job => job.Id, (_, job) => job.Id).ToListAsync(ct);
        if (live.Count > 0 && time.GetUtcNow() > project.RemovedAt + Grace)
        {
            foreach (var job in live)
            {
                await control.CancelJobAsync(job, ct);
            }
        }

        return live.Count == 0;
    }

    /// <summary>One pipeline after the other, each whole. Its artifacts' bytes go with the next sweep.</summary>
    public async Task<bool> RemoveAsync(long projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var pipeline in await db.Set<Pipeline>().Where(row => row.ProjectId == projectId).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(ct))
        {
            // Files first: after a crash the rows still say which.
            foreach (var attempt in await db.Set<JobAttempt>().Join(
                db.Set<Job>().Where(job => job.PipelineId == pipeline), attempt => attempt.JobId, job => job.Id, (attempt, _) => new { attempt.JobId, attempt.Number }).ToListAsync(ct))
            {
                traces.Remove(attempt.JobId, attempt.Number);
            }

            await gate.RunAsync(() => RemoveRowsAsync(pipeline, ct), ct);
        }

        return true;
    }

    async Task<int> RemoveRowsAsync(long pipeline, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var definitions = await db.Set<Job>().Where(job => job.PipelineId == pipeline).Select(job => job.DefinitionId).Distinct().ToListAsync(ct);
        await db.Set<PipelineEvent>().Where(row => row.PipelineId == pipeline).ExecuteDeleteAsync(ct);
        // Its jobs go with it, and with them their attempts, artifacts and dotenv reports (ON DELETE CASCADE).
        var removed = await db.Set<Pipeline>().Where(row => row.Id == pipeline).ExecuteDeleteAsync(ct);
        foreach (var some in definitions.Chunk(500))
        {
            await db.Set<JobDefinition>().Where(row => some.Contains(row.Id)).ExecuteDeleteAsync(ct);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return removed;
    }
}
