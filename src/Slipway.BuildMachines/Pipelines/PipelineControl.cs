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
                await ledger.CancelOpenAsync(book);
                return book;
            },
            ct);
        foreach (var child in await tree.ChildrenAsync(pipelineId, ct))
        {
            await CancelAsync(child, ct);
        }
    }

    /// <summary>Runs failed and cancelled jobs again, those that are allowed to fail too, and what was skipped for them.</summary>
    public Task RetryAsync(long pipelineId, Doer by, CancellationToken ct) => ledger.ChangeAsync<PipelineBook>(
        pipelineId,
        async book =>
        {
            var ended = await book.JobsAsync(job => job.State == JobState.Failed || job.State == JobState.Canceled);
            await PipelineProgress.ReopenAsync(book, [.. ended.Select(job => JobEnding.Retry(book, job, by, retries: 0))]);
            return book;
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

    public Task<ControlOutcome?> RetryJobAsync(long jobId, Doer by, CancellationToken ct) => ledger.ChangeJobAsync<ControlOutcome>(
        jobId,
        async (book, job) =>
        {
            if (job.State is not (JobState.Success or JobState.Failed or JobState.Canceled))
            {
                return Wrong($"The job is {job.State.Word()}; only one that ran can be retried.");
            }

            var made = JobEnding.Retry(book, job, by, retries: 0);
            await PipelineProgress.ReopenAsync(book, [made]);
            return new ControlOutcome.Replaced(() => made.Id);
        },
        ct);

    /// <summary>Starts a manual job, or a delayed one before its time.</summary>
    public Task<ControlOutcome?> PlayAsync(long jobId, Doer by, CancellationToken ct) => ledger.ChangeJobAsync<ControlOutcome>(
        jobId,
        async (book, job) =>
        {
            if (job.State is not (JobState.Manual or JobState.Scheduled))
            {
                return Wrong($"The job is {job.State.Word()}; only a manual or delayed one that waits for it can be started by hand.");
            }

            (job.By, job.ById) = (by.Name, by.UserId);
            PipelineProgress.Enqueue(job, book.Now);
            await PipelineProgress.ReopenAsync(book, [job]);
            return new ControlOutcome.Done(jobId);
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
