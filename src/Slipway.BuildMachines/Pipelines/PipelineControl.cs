using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Queue;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>What people do to pipelines and jobs: cancel, retry, play, prefer.</summary>
sealed class PipelineControl(PipelineLedger ledger, LiveAttempts attempts, PipelineTree tree)
{
    /// <summary>Ends everything of it that is not over, and of the pipelines that it started.</summary>
    public async Task CancelAsync(long pipelineId, CancellationToken ct)
    {
        await ledger.ChangeAsync<PipelineBook>(
            pipelineId,
            async book =>
            {
                foreach (var job in book.Jobs.Where(job => !job.State.IsOver() && job.State != JobState.Canceling).ToList())
                {
                    await JobEnding.CancelAsync(book, job, attempts, gracefully: true);
                }

                return book;
            },
            ct);
        foreach (var child in await tree.ChildrenAsync(pipelineId, ct))
        {
            await CancelAsync(child, ct);
        }
    }

    /// <summary>Runs failed and cancelled jobs again, those that are allowed to fail too, and what was skipped for them.</summary>
    public Task RetryAsync(long pipelineId, string by, CancellationToken ct) => ledger.ChangeAsync<PipelineBook>(
        pipelineId,
        book =>
        {
            foreach (var job in book.Jobs.Where(job => job.State is JobState.Failed or JobState.Canceled).ToList())
            {
                JobEnding.Retry(book, job, by, retries: 0);
            }

            return Task.FromResult<PipelineBook?>(book);
        },
        ct);

    public Task<ControlOutcome?> CancelJobAsync(long jobId, CancellationToken ct) => ledger.ChangeJobAsync<ControlOutcome>(
        jobId,
        async (book, job) =>
        {
            if (job.State.IsOver())
            {
                return Wrong($"The job is {job.State.Word()} already.");
            }

            // A second wish does not wait for the runner any longer.
            await JobEnding.CancelAsync(book, job, attempts, gracefully: job.State != JobState.Canceling);
            return new ControlOutcome.Done(jobId);
        },
        ct);

    public Task<ControlOutcome?> RetryJobAsync(long jobId, string by, CancellationToken ct) => ledger.ChangeJobAsync<ControlOutcome>(
        jobId,
        (book, job) =>
        {
            if (job.State is not (JobState.Success or JobState.Failed or JobState.Canceled))
            {
                return Answer(Wrong($"The job is {job.State.Word()}; only one that ran can be retried."));
            }

            var made = JobEnding.Retry(book, job, by, retries: 0);
            return Answer(new ControlOutcome.Replaced(() => made.Id));
        },
        ct);

    /// <summary>Starts a manual job, or a delayed one before its time.</summary>
    public Task<ControlOutcome?> PlayAsync(long jobId, string by, CancellationToken ct) => ledger.ChangeJobAsync<ControlOutcome>(
        jobId,
        (book, job) =>
        {
            if (job.State is not (JobState.Manual or JobState.Scheduled))
            {
                return Answer(Wrong($"The job is {job.State.Word()}; only a manual or delayed one that waits for it can be started by hand."));
            }

            job.By = by;
            PipelineProgress.Enqueue(job, book.Now);
            PipelineProgress.Reopen(job, book.Jobs);
            return Answer(new ControlOutcome.Done(jobId));
        },
        ct);

    public Task<ControlOutcome?> PreferAsync(long jobId, int priority, CancellationToken ct) => ledger.ChangeJobAsync<ControlOutcome>(
        jobId,
        (book, job) =>
        {
            if (job.State.IsOver() || job.State.IsLive())
            {
                return Answer(Wrong($"The job is {job.State.Word()}; it waits for nothing."));
            }

            job.Priority = priority;
            return Answer(new ControlOutcome.Done(jobId));
        },
        ct);

    static Task<ControlOutcome?> Answer(ControlOutcome outcome) => Task.FromResult<ControlOutcome?>(outcome);

    static ControlOutcome.Refused Wrong(string why) => new(ProblemCode.JobStateWrong, why);
}

abstract record ControlOutcome
{
    public sealed record Done(long JobId) : ControlOutcome;

    /// <param name="JobId">The new job's number, known once it is saved.</param>
    public sealed record Replaced(Func<long> JobId) : ControlOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : ControlOutcome;
}
