using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Logs;
using Slipway.BuildMachines.Pipelines;

namespace Slipway.BuildMachines.Queue;

/// <summary>
/// Takes jobs back from runners that did not confirm them or fell silent, and ends those that are over their time. The attempt's token dies first,
/// so a runner that comes back is told to stop: no job has two live attempts.
/// </summary>
sealed class AttemptWatch(
    LiveAttempts attempts, PipelineLedger ledger, TraceStore traces, QueueMetrics metrics, IOptions<QueueOptions> options, TimeProvider time, ILogger<AttemptWatch> log)
    : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var attempt in attempts.All)
            {
                try
                {
                    await LookAsync(attempt, stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    Log.WatchFailed(log, failure);
                }
            }
        }
    }

    /// <summary>The runner could not be told of the job at all: it waits again at once.</summary>
    public Task LoseAsync(LiveAttempt attempt, string why, CancellationToken ct)
    {
        metrics.Lost();
        Log.AttemptLost(log, attempt.JobId, attempt.RunnerId, attempt.SystemId, why);
        return ChangeAsync(attempt, (book, job) => JobEnding.LoseAsync(book, job, attempts, options.Value.LostAttempts), ct);
    }

    Task LookAsync(LiveAttempt attempt, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (!attempt.Confirmed && now - attempt.HeardAt > options.Value.Unconfirmed)
        {
            return LoseAsync(attempt, "it did not confirm", ct);
        }

        if (now - attempt.HeardAt > options.Value.Silent)
        {
            return LoseAsync(attempt, "it fell silent", ct);
        }

        return now - attempt.AssignedAt > TimeSpan.FromSeconds(attempt.TimeoutSeconds) + options.Value.TimeoutGrace
            ? ChangeAsync(attempt, (book, job) => TimeOutAsync(book, job, attempt), ct)
            : Task.CompletedTask;
    }

    async Task TimeOutAsync(PipelineBook book, Job job, LiveAttempt attempt)
    {
        await traces.SayAsync(job.Id, job.Attempt, $"The job took longer than its timeout of {TimeSpan.FromSeconds(attempt.TimeoutSeconds)}, and its runner did not end it.");
        await JobEnding.FailAsync(book, job, FailureReason.Timeout, null, attempts);
    }

    Task ChangeAsync(LiveAttempt attempt, Func<PipelineBook, Job, Task> change, CancellationToken ct) => ledger.ChangeJobAsync<PipelineBook>(
        attempt.JobId,
        async (book, job) =>
        {
            if (job.Attempt == attempt.Number && job.State.IsLive())
            {
                await change(book, job);
            }

            return book;
        },
        ct);
}
