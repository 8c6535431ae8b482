using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Queue;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>
/// The one way in which a pipeline changes: opened, changed, advanced as far as it goes by itself, and saved in one transaction. What is kept in
/// memory (the queue, the live attempts) follows after the commit, so a crash at any point leaves what the rows say.
/// </summary>
sealed class PipelineLedger(
    IDbContextFactory<SlipwayDb> databases, WriteGate gate, JobQueue queue, LiveAttempts attempts, ChoreSignal chores, JobChanges changes, TimeProvider time)
{
    /// <returns>Null where there is no such pipeline.</returns>
    public Task<T?> ChangeAsync<T>(long pipelineId, Func<PipelineBook, Task<T?>> change, CancellationToken ct)
        where T : class => gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                if (await db.Set<Pipeline>().SingleOrDefaultAsync(row => row.Id == pipelineId, ct) is not { } pipeline)
                {
                    return null;
                }

                var jobs = await db.Set<Job>().Where(job => job.PipelineId == pipelineId && !job.Superseded).OrderBy(job => job.Id).ToListAsync(ct);
                var book = new PipelineBook(db, pipeline, jobs, time.GetUtcNow());
                var answer = await change(book);
                await SaveAsync(book);
                return answer;
            },
            ct);

    /// <summary>The same for the pipeline of a job.</summary>
    /// <returns>Null where there is no such job, or where a retry took its place.</returns>
    public async Task<T?> ChangeJobAsync<T>(long jobId, Func<PipelineBook, Job, Task<T?>> change, CancellationToken ct)
        where T : class
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var pipeline = await db.Set<Job>().Where(job => job.Id == jobId).Select(job => job.PipelineId).SingleOrDefaultAsync(ct);
        return await ChangeAsync<T>(pipeline, async book => book.Find(jobId) is { } job ? await change(book, job) : null, ct);
    }

    /// <summary>Saves a book whose rows may be new. Only within the gate.</summary>
    public async Task SaveAsync(PipelineBook book, IDbContextTransaction? transaction = null)
    {
        var before = book.Pipeline.State;
        await CancelOthersOfFailedAsync(book);
        PipelineProgress.Advance(book.Pipeline, book.Jobs, book.Now);
        if (book.Pipeline.State != before)
        {
            book.Db.Add(new PipelineEvent { PipelineId = book.Pipeline.Id });
        }

        var touched = book.Db.ChangeTracker.Entries<Job>().Where(entry => entry.State is EntityState.Modified or EntityState.Added).Select(entry => entry.Entity).ToList();
        await book.Db.SaveChangesAsync(CancellationToken.None);
        if (transaction is not null)
        {
            await transaction.CommitAsync(CancellationToken.None);
        }

        book.RunAfter();
        foreach (var job in touched)
        {
            Follow(job);
            changes.Tell(job.Id);
        }

        chores.Ring();
    }

    public void Follow(Job job)
    {
        queue.Remove(job.Id); // what is waiting may have changed its lane
        if (job is { State: JobState.Pending, IsTrigger: false, Superseded: false })
        {
            queue.Put(QueuedJob.Of(job));
        }
    }

    async Task CancelOthersOfFailedAsync(PipelineBook book)
    {
        if (book.Pipeline.CancelOnJobFailure && book.Jobs.Any(job => job is { State: JobState.Failed, AllowFailure: false }))
        {
            foreach (var job in book.Jobs.Where(job => !job.State.IsOver()))
            {
                await JobEnding.CancelAsync(book, job, attempts, gracefully: true);
            }
        }
    }
}
