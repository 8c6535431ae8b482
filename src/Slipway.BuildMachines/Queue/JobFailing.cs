using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Logs;
using Slipway.BuildMachines.Pipelines;

namespace Slipway.BuildMachines.Queue;

/// <summary>Fails a job that no runner has, and says why where people look: in its trace.</summary>
sealed class JobFailing(PipelineLedger ledger, LiveAttempts attempts, TraceStore traces)
{
    public Task FailAsync(long jobId, string reason, string why, CancellationToken ct) => ledger.ChangeJobAsync<PipelineBook>(
        jobId,
        async (book, job) =>
        {
            if (job.State.IsOver())
            {
                return book;
            }

            await traces.SayAsync(jobId, job.Attempt, why);
            await JobEnding.FailAsync(book, job, reason, null, attempts);
            return book;
        },
        ct);
}
