using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Logs;
using Slipway.BuildMachines.Pipelines;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Queue;

/// <summary>What a runner says of the job that it holds, written down.</summary>
sealed class RunningJobs(
    IDbContextFactory<SlipwayDb> databases, PipelineLedger ledger, LiveAttempts attempts, TraceStore traces, QueueMetrics metrics)
{
    // Coverage stands at the end of a trace.
    const int LongestTail = 1 << 20;

    /// <summary>The runner has it. Said again, nothing is written.</summary>
    /// <returns>False where the attempt is over.</returns>
    public async Task<bool> ConfirmAsync(LiveAttempt attempt, CancellationToken ct) => attempt.Confirmed || await ChangeAsync(
        attempt,
        async (book, job) =>
        {
            if (job.State == JobState.Assigned)
            {
                (job.State, job.StartedAt) = (JobState.Running, book.Now);
            }

            var row = await book.Db.Set<JobAttempt>().SingleAsync(row => row.JobId == job.Id && row.Number == attempt.Number);
            row.ConfirmedAt ??= book.Now;
            book.After(() => attempt.Confirmed = true);
        },
        ct);

    /// <returns>False where the attempt is over.</returns>
    public async Task<bool> EndAsync(LiveAttempt attempt, bool success, string reason, int? exitCode, CancellationToken ct)
    {
        traces.Close(attempt.JobId, attempt.Number);
        var coverage = await CoverageAsync(attempt, ct); // a search in a long text: not while others wait to write
        var done = await ChangeAsync(
            attempt,
            async (book, job) =>
            {
                job.StartedAt ??= book.Now;
                job.Coverage = coverage;
                if (job.State == JobState.Canceling)
                {
                    await book.EndAttemptAsync(job, success ? AttemptEnd.Success : AttemptEnd.Failed, attempts.End);
                    (job.State, job.FinishedAt) = (JobState.Canceled, book.Now);
                }
                else if (success)
                {
                    await JobEnding.SucceedAsync(book, job, attempts);
                }
                else
                {
                    await JobEnding.FailAsync(book, job, reason, exitCode is 0 ? null : exitCode, attempts);
                }
            },
            ct);
        if (done)
        {
            metrics.Ended(success ? "success" : "failed");
        }

        return done;
    }

    async Task<double?> CoverageAsync(LiveAttempt attempt, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var json = await (
            from job in db.Set<Job>() join definition in db.Set<JobDefinition>() on job.DefinitionId equals definition.Id where job.Id == attempt.JobId select definition.Json)
            .SingleAsync(ct);
        if (DefinitionJson.Read(json).Coverage is not { } pattern)
        {
            return null;
        }

        var length = traces.LengthOf(attempt.JobId, attempt.Number);
        return Coverage.Find(pattern, System.Text.Encoding.UTF8.GetString(traces.Read(attempt.JobId, attempt.Number, Math.Max(0, length - LongestTail), LongestTail)));
    }

    async Task<bool> ChangeAsync(LiveAttempt attempt, Func<PipelineBook, Job, Task> change, CancellationToken ct) => await ledger.ChangeJobAsync<PipelineBook>(
        attempt.JobId,
        async (book, job) =>
        {
            if (job.Attempt != attempt.Number || !job.State.IsLive())
            {
                return null;
            }

            await change(book, job);
            return book;
        },
        ct) is not null;
}
