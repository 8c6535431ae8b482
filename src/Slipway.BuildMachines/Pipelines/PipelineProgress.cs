using Slipway.BuildMachines.Jobs;
using Slipway.Contracts.BuildMachines;
using Slipway.Pipelines.Jobs;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>
/// What a pipeline does by itself: jobs whose turn has come start to wait for a runner, a person, a time or a resource, or are skipped; and the
/// pipeline's state follows its jobs'. A function of the rows alone, as GitLab's process_build_service and atomic processing decide.
/// </summary>
static class PipelineProgress
{
    public static void Advance(Pipeline pipeline, IReadOnlyList<Job> jobs, DateTimeOffset now)
    {
        var byName = jobs.ToDictionary(job => job.Name, StringComparer.Ordinal);
        bool moved;
        do
        {
            moved = false;
            foreach (var job in jobs.Where(job => job.State == JobState.Created))
            {
                moved |= TryStart(job, jobs, byName, now);
            }
        }
        while (moved);

        Follow(pipeline, jobs, now);
    }

    /// <summary>Out of <see cref="JobState.Created"/>, once what it waits for is over.</summary>
    static bool TryStart(Job job, IReadOnlyList<Job> jobs, Dictionary<string, Job> byName, DateTimeOffset now)
    {
        var before = job.Needs is { } needs
            ? CompositeState.OfNeeds([.. needs.Select(need => byName.GetValueOrDefault(need)).OfType<Job>()])
            : CompositeState.Of([.. jobs.Where(other => other.StageIndex < job.StageIndex)]) ?? PipelineState.Success;
        if (!before.IsOver())
        {
            return false;
        }

        if (Starts(job, before))
        {
            Start(job, now);
        }
        else
        {
            job.State = JobState.Skipped;
            job.FinishedAt = now;
        }

        return true;
    }

    static bool Starts(Job job, PipelineState before) => job.When switch
    {
        JobWhen.Always => before is PipelineState.Success or PipelineState.Failed or PipelineState.Skipped,
        JobWhen.OnFailure => before is PipelineState.Failed,
        _ => before is PipelineState.Success || (before is PipelineState.Skipped && job.Needs is null),
    };

    static void Start(Job job, DateTimeOffset now)
    {
        if (job.When == JobWhen.Manual)
        {
            job.State = JobState.Manual;
        }
        else if (job is { When: JobWhen.Delayed, DelaySeconds: { } delay })
        {
            (job.State, job.ScheduledAt) = (JobState.Scheduled, now.AddSeconds(delay));
        }
        else
        {
            Enqueue(job, now);
        }
    }

    /// <summary>It waits for a runner from now on, or for its resource first.</summary>
    public static void Enqueue(Job job, DateTimeOffset now)
    {
        (job.State, job.QueuedAt) = (job.ResourceGroup is null ? JobState.Pending : JobState.WaitingForResource, now);
        (job.StartedAt, job.FinishedAt, job.FailureReason, job.ExitCode) = (null, null, null, null);
    }

    /// <summary>Jobs that were skipped for the sake of this one get their turn again.</summary>
    public static void Reopen(Job job, IReadOnlyList<Job> jobs)
    {
        foreach (var other in jobs.Where(other => other.State == JobState.Skipped && other != job && WaitsFor(other, job)).ToList())
        {
            (other.State, other.FinishedAt) = (JobState.Created, null);
            Reopen(other, jobs);
        }
    }

    static bool WaitsFor(Job job, Job earlier) => job.Needs?.Contains(earlier.Name) ?? earlier.StageIndex < job.StageIndex;

    static void Follow(Pipeline pipeline, IReadOnlyList<Job> jobs, DateTimeOffset now)
    {
        if (jobs.Count == 0)
        {
            return;
        }

        var state = CompositeState.Of(jobs)!.Value;
        pipeline.State = state;
        pipeline.FinishedAt = state.IsOver() ? pipeline.FinishedAt ?? now : null;
        pipeline.StartedAt ??= jobs.Any(job => job.StartedAt is not null) ? jobs.Min(job => job.StartedAt) : null;
    }
}
