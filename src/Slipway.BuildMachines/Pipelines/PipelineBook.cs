using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>A pipeline with its jobs, open for one change: everything of it is saved together or not at all.</summary>
sealed class PipelineBook(SlipwayDb db, Pipeline pipeline, List<Job> jobs, DateTimeOffset now)
{
    readonly List<Action> after = [];

    public SlipwayDb Db => db;

    public Pipeline Pipeline => pipeline;

    /// <summary>Those that are not superseded.</summary>
    public IReadOnlyList<Job> Jobs => jobs;

    public DateTimeOffset Now => now;

    public Job? Find(long jobId) => jobs.FirstOrDefault(job => job.Id == jobId);

    /// <summary>What is done in memory once the change is durable.</summary>
    public void After(Action action) => after.Add(action);

    public void RunAfter() => after.ForEach(action => action());

    /// <summary>A new row in the place of an older one.</summary>
    public void Replace(Job old, Job with)
    {
        old.Superseded = true;
        jobs[jobs.IndexOf(old)] = with;
        db.Add(with);
    }

    /// <summary>The attempt that holds a job is over: its token opens nothing any more.</summary>
    public async Task EndAttemptAsync(Job job, AttemptEnd end, Action<string> forget)
    {
        foreach (var attempt in await db.Set<JobAttempt>().Where(attempt => attempt.JobId == job.Id && attempt.End == AttemptEnd.Live).ToListAsync())
        {
            (attempt.End, attempt.EndedAt) = (end, now);
            After(() => forget(attempt.TokenHash));
        }
    }
}
