using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>A pipeline open for one change, with those of its jobs that the change is about: all of it is saved together or not at all.</summary>
sealed class PipelineBook(SlipwayDb db, Pipeline pipeline, DateTimeOffset now)
{
    readonly List<Action> after = [];
    readonly HashSet<Job> touched = [];

    public SlipwayDb Db => db;

    public Pipeline Pipeline => pipeline;

    public DateTimeOffset Now => now;

    /// <summary>What was saved so far.</summary>
    public IReadOnlyCollection<Job> Touched => touched;

    /// <summary>Something is due that <see cref="Chores"/> do.</summary>
    public bool BringsChores { get; private set; }

    /// <summary>Jobs that no retry took the place of, opened for change. Asks what was saved: what the change made of others shows after the next save.</summary>
    public Task<List<Job>> JobsAsync(Expression<Func<Job, bool>> which) =>
        db.Set<Job>().Where(job => job.PipelineId == pipeline.Id && !job.Superseded).Where(which).OrderBy(job => job.Id).ToListAsync();

    /// <summary>What is done in memory once the change is durable.</summary>
    public void After(Action action) => after.Add(action);

    public void RunAfter() => after.ForEach(action => action());

    /// <summary>A new row in the place of an older one.</summary>
    public void Replace(Job old, Job with)
    {
        old.Superseded = true;
        db.Add(with);
    }

    /// <summary>The attempt that holds a job, if any, is over: its token opens nothing any more.</summary>
    public async Task EndAttemptAsync(Job job, AttemptEnd end, Action<string> forget)
    {
        if (!job.State.IsLive())
        {
            return;
        }

        foreach (var attempt in await db.Set<JobAttempt>().Where(attempt => attempt.JobId == job.Id && attempt.End == AttemptEnd.Live).ToListAsync())
        {
            (attempt.End, attempt.EndedAt) = (end, now);
            After(() => forget(attempt.TokenHash));
        }
    }

    /// <summary>Those that this changed.</summary>
    public async Task<IReadOnlyList<Job>> SaveAsync()
    {
        var changed = db.ChangeTracker.Entries<Job>().Where(entry => entry.State is EntityState.Modified or EntityState.Added).Select(entry => entry.Entity).ToList();
        BringsChores |= changed.Any(WantsChore) || db.ChangeTracker.Entries<PipelineEvent>().Any(entry => entry.State == EntityState.Added);
        await db.SaveChangesAsync(CancellationToken.None);
        touched.UnionWith(changed);
        return changed;
    }

    /// <summary>For rows that were written past the change tracker.</summary>
    public void Wrote(IReadOnlyCollection<Job> jobs)
    {
        BringsChores |= jobs.Any(WantsChore);
        touched.UnionWith(jobs);
    }

    static bool WantsChore(Job job) => job.ResourceGroup is not null || job.State == JobState.Scheduled || job is { IsTrigger: true, State: JobState.Pending };
}
