using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.Contracts.BuildMachines;
using Slipway.Pipelines.Jobs;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>
/// What a pipeline does by itself: jobs whose turn has come start to wait for a runner, a person, a time or a resource, or are skipped; and the
/// pipeline's state follows its jobs'. As GitLab's process_build_service and atomic processing decide. It looks at what a change can have an effect
/// on, and opens only jobs whose turn has come.
/// </summary>
static class PipelineProgress
{
    /// <summary>Saves the book, and goes on for as long as something comes of it.</summary>
    public static async Task AdvanceAsync(PipelineBook book, IReadOnlyList<Job> changed)
    {
        StageTally? tally = null;
        for (; changed.Count > 0; changed = await book.SaveAsync())
        {
            await StartByNeedsAsync(book, changed);
            tally = await StageTally.OfAsync(book.Db, book.Pipeline.Id);
            if (tally.Due is { Count: > 0 } stages)
            {
                foreach (var job in await book.JobsAsync(job => job.State == JobState.Created && job.Needs == null && stages.Contains(job.StageIndex)))
                {
                    StartOrSkip(job, tally.Before(job.StageIndex), book.Now);
                }
            }
        }

        Follow(book, tally?.Whole);
    }

    /// <summary>Out of <see cref="JobState.Created"/>, where what it waits for is over.</summary>
    public static void StartOrSkip(Job job, PipelineState before, DateTimeOffset now)
    {
        if (!before.IsOver())
        {
            return;
        }

        if (Starts(job, before))
        {
            Start(job, now);
        }
        else
        {
            (job.State, job.FinishedAt) = (JobState.Skipped, now);
        }
    }

    /// <summary>It waits for a runner from now on, or for its resource first.</summary>
    public static void Enqueue(Job job, DateTimeOffset now)
    {
        (job.State, job.QueuedAt) = (job.ResourceGroup is null ? JobState.Pending : JobState.WaitingForResource, now);
        (job.StartedAt, job.FinishedAt, job.FailureReason, job.ExitCode) = (null, null, null, null);
    }

    /// <summary>Jobs that were skipped for the sake of these get their turn again, and those that were skipped for the sake of them.</summary>
    public static async Task ReopenAsync(PipelineBook book, IReadOnlyCollection<Job> jobs)
    {
        while (jobs.Count > 0)
        {
            var (first, needed) = (jobs.Min(job => job.StageIndex), jobs.Select(job => job.DefinitionId).ToList());
            var dependents = await book.Db.Set<NeedEdge>().Where(edge => needed.Contains(edge.NeededId)).Select(edge => edge.DependentId).ToListAsync();
            var skipped = await book.JobsAsync(job => job.State == JobState.Skipped && ((job.Needs == null && job.StageIndex > first) || dependents.Contains(job.DefinitionId)));
            jobs = [.. skipped.Where(job => job.State == JobState.Skipped)]; // not those that were opened just before
            foreach (var job in jobs)
            {
                (job.State, job.FinishedAt) = (JobState.Created, null);
            }
        }
    }

    // Of those that need one of the changed jobs, and of those that were opened again.
    static async Task StartByNeedsAsync(PipelineBook book, IReadOnlyList<Job> changed)
    {
        var counted = changed.Where(job => !job.Superseded).ToList();
        var decided = counted.Where(job => job.Kind().Decides()).Select(job => job.DefinitionId).ToList();
        var waiting = counted.Where(job => job is { State: JobState.Created, Needs: not null }).Select(job => job.DefinitionId).ToHashSet();
        if (decided.Count > 0)
        {
            waiting.UnionWith(await book.Db.Set<NeedEdge>().Where(edge => decided.Contains(edge.NeededId)).Select(edge => edge.DependentId).Distinct().ToListAsync());
        }

        if (waiting.Count == 0)
        {
            return;
        }

        var jobs = book.Db.Set<Job>();
        var kinds = (await (
            from edge in book.Db.Set<NeedEdge>()
            join dependent in jobs on edge.DependentId equals dependent.DefinitionId
            join need in jobs on edge.NeededId equals need.DefinitionId
            where waiting.Contains(edge.DependentId) && dependent.State == JobState.Created && !dependent.Superseded && !need.Superseded
            group need by new { dependent.DefinitionId, need.State, need.AllowFailure } into same
            select same.Key).ToListAsync()).ToLookup(group => group.DefinitionId, group => JobKinds.Of(group.State, group.AllowFailure));
        var ready = waiting.Where(id => CompositeState.OfNeeds([.. kinds[id]]).IsOver()).ToList();
        foreach (var job in ready.Count == 0 ? [] : await book.JobsAsync(job => job.State == JobState.Created && ready.Contains(job.DefinitionId)))
        {
            StartOrSkip(job, CompositeState.OfNeeds([.. kinds[job.DefinitionId]]), book.Now);
        }
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

    static void Follow(PipelineBook book, PipelineState? whole)
    {
        if (whole is not { } state)
        {
            return;
        }

        var pipeline = book.Pipeline;
        pipeline.State = state;
        pipeline.FinishedAt = state.IsOver() ? pipeline.FinishedAt ?? book.Now : null;
        pipeline.StartedAt ??= book.Touched.Min(job => job.StartedAt);
    }
}
