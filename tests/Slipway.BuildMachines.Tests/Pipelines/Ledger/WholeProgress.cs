using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Tests.Pipelines.Ledger;

/// <summary>
/// What a pipeline does by itself, said plainly over all its jobs: each that has not started is looked at again and again until none moves. Too slow
/// for a server, and what the server's way is compared with.
/// </summary>
static class WholeProgress
{
    public static PipelineState Advance(IReadOnlyList<Job> jobs)
    {
        while (jobs.Where(job => job.State == JobState.Created).Any(job => TryMove(job, jobs)))
        {
        }

        return CompositeState.Of(jobs.Select(job => job.Kind()))!.Value;
    }

    public static void Reopen(Job job, IReadOnlyList<Job> jobs)
    {
        foreach (var other in jobs.Where(other => other.State == JobState.Skipped && other != job && (other.Needs?.Contains(job.Name) ?? job.StageIndex < other.StageIndex)).ToList())
        {
            other.State = JobState.Created;
            Reopen(other, jobs);
        }
    }

    static bool TryMove(Job job, IReadOnlyList<Job> jobs)
    {
        var before = job.Needs is { } needs
            ? CompositeState.OfNeeds([.. jobs.Where(other => needs.Contains(other.Name)).Select(other => other.Kind())])
            : CompositeState.Of(jobs.Where(other => other.StageIndex < job.StageIndex).Select(other => other.Kind())) ?? PipelineState.Success;
        PipelineProgress.StartOrSkip(job, before, DateTimeOffset.UnixEpoch);
        return job.State != JobState.Created;
    }
}
