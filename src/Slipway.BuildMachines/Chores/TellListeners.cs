using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Queue;
using Slipway.Contracts.BuildMachines;
using Slipway.Pipelines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Chores;

/// <summary>Tells those who asked what became of pipelines: other modules, and the trigger jobs that started them. An event goes once all were told.</summary>
sealed class TellListeners(
    IDbContextFactory<SlipwayDb> databases, WriteGate gate, PipelineLedger ledger, LiveAttempts attempts, Lazy<IEnumerable<IPipelineListener>> listeners,
    ILogger<TellListeners> log) : IChore
{
    const int AtOnce = 100;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var events = await db.Set<PipelineEvent>().AsNoTracking().OrderBy(row => row.Id).Take(AtOnce).ToListAsync(ct);
        foreach (var group in events.GroupBy(row => row.PipelineId))
        {
            // Null where its project was deleted meanwhile.
            var pipeline = await db.Set<Pipeline>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == group.Key, ct);
            if (pipeline is null || await TellAsync(pipeline, ct))
            {
                var last = group.Max(row => row.Id);
                await gate.RunAsync(() => db.Set<PipelineEvent>().Where(row => row.PipelineId == group.Key && row.Id <= last).ExecuteDeleteAsync(ct), ct);
            }
        }
    }

    async Task<bool> TellAsync(Pipeline pipeline, CancellationToken ct)
    {
        if (pipeline.UpstreamJobId is { } upstream)
        {
            await ledger.ChangeJobAsync<PipelineBook>(upstream, (book, job) => FollowAsync(book, job, pipeline, ct), ct);
        }

        try
        {
            foreach (var listener in listeners.Value)
            {
                await listener.ChangedAsync(pipeline.Facts(), ct);
            }

            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.ListenerFailed(log, failure, pipeline.Id);
            return false;
        }
    }

    // A trigger job with strategy depend or mirror has the state of what it started; a retry there makes it run again.
    async Task<PipelineBook?> FollowAsync(PipelineBook book, Job job, Pipeline downstream, CancellationToken ct)
    {
        var definition = DefinitionJson.Read((await book.Db.Set<JobDefinition>().AsNoTracking().SingleAsync(row => row.Id == job.DefinitionId, ct)).Json);
        if (job.DownstreamPipelineId != downstream.Id || definition.Trigger is null or { Strategy: TriggerStrategy.Start })
        {
            return book;
        }

        switch (downstream.State)
        {
            case PipelineState.Success when job.State != JobState.Success:
                await JobEnding.SucceedAsync(book, job, attempts);
                break;
            case PipelineState.Canceled when job.State != JobState.Canceled:
                await JobEnding.CancelAsync(book, job, attempts, gracefully: false);
                break;
            case PipelineState.Failed or PipelineState.Skipped when job.State != JobState.Failed:
                await JobEnding.FailAsync(book, job, FailureReason.DownstreamFailed, null, attempts);
                break;
            case var state when !state.IsOver() && job.State.IsOver() && job.State != JobState.Skipped:
                (job.State, job.FinishedAt, job.FailureReason) = (JobState.Running, null, null);
                await PipelineProgress.ReopenAsync(book, [job]);
                break;
            default:
                break;
        }

        return book;
    }
}
