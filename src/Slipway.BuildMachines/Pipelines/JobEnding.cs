using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Queue;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>How a job ends, and what comes of it: an allowed failure, a retry, a job queued again.</summary>
static class JobEnding
{
    public static async Task SucceedAsync(PipelineBook book, Job job, LiveAttempts attempts)
    {
        await book.EndAttemptAsync(job, AttemptEnd.Success, attempts.End);
        (job.State, job.FinishedAt, job.ExitCode) = (JobState.Success, book.Now, 0);
    }

    /// <summary>Fails a job; a new row takes its place where its policy says so.</summary>
    public static async Task FailAsync(PipelineBook book, Job job, string reason, int? exitCode, LiveAttempts attempts)
    {
        await book.EndAttemptAsync(job, AttemptEnd.Failed, attempts.End);
        (job.State, job.FinishedAt, job.FailureReason, job.ExitCode) = (JobState.Failed, book.Now, reason, exitCode);
        job.AllowFailure |= exitCode is { } code && job.AllowedExitCodes.Contains(code);
        if (IsRetried(job))
        {
            Retry(book, job, job.Doer, job.Retries + 1);
        }
    }

    /// <summary>Ends a job for somebody. One that runs on a runner that can end it in order is told so; others end now.</summary>
    public static async Task CancelAsync(PipelineBook book, Job job, LiveAttempts attempts, bool gracefully)
    {
        if (gracefully && job.State == JobState.Running && attempts.FindByJob(job.Id) is { CanCancelGracefully: true } attempt)
        {
            job.State = JobState.Canceling;
            book.After(() => attempt.Canceling = true);
            return;
        }

        await book.EndAttemptAsync(job, AttemptEnd.Canceled, attempts.End);
        (job.State, job.FinishedAt) = (JobState.Canceled, book.Now);
    }

    /// <summary>Its runner is lost: it waits for another one, or fails once that was often enough.</summary>
    public static async Task LoseAsync(PipelineBook book, Job job, LiveAttempts attempts, int lostAttempts)
    {
        await book.EndAttemptAsync(job, AttemptEnd.Lost, attempts.End);
        if (job.State == JobState.Canceling)
        {
            (job.State, job.FinishedAt) = (JobState.Canceled, book.Now);
        }
        else if (job.Attempt > lostAttempts)
        {
            await FailAsync(book, job, FailureReason.Stuck, null, attempts);
        }
        else
        {
            (job.State, job.StartedAt, job.RunnerId) = (JobState.Pending, null, null);
        }
    }

    /// <summary>A new row with the same definition, which waits at once.</summary>
    public static Job Retry(PipelineBook book, Job old, Doer by, int retries)
    {
        var job = new Job
        {
            PipelineId = old.PipelineId,
            ProjectId = old.ProjectId,
            DefinitionId = old.DefinitionId,
            Name = old.Name,
            Stage = old.Stage,
            StageIndex = old.StageIndex,
            IsTrigger = old.IsTrigger,
            When = old.When,
            DelaySeconds = old.DelaySeconds,
            AllowFailure = old.AllowFailure && !old.AllowedExitCodes.Contains(old.ExitCode ?? 0),
            AllowedExitCodes = old.AllowedExitCodes,
            Needs = old.Needs,
            Interruptible = old.Interruptible,
            ResourceGroup = old.ResourceGroup,
            Tags = old.Tags,
            Protected = old.Protected,
            Priority = old.Priority,
            RetryMax = old.RetryMax,
            RetryWhen = old.RetryWhen,
            RetryExitCodes = old.RetryExitCodes,
            Retries = retries,
            By = by.Name,
            ById = by.UserId,
            TimeoutSeconds = old.TimeoutSeconds,
            CreatedAt = book.Now,
        };
        PipelineProgress.Enqueue(job, book.Now);
        book.Replace(old, job);
        return job;
    }

    static bool IsRetried(Job job) => job.Retries < job.RetryMax && job.FailureReason != FailureReason.TraceTooLong
        && ((job.ExitCode is { } code && job.RetryExitCodes.Contains(code)) || job.RetryWhen.Contains("always") || job.RetryWhen.Contains(job.FailureReason));
}
