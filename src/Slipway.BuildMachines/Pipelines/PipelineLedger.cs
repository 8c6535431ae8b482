using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Queue;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>
/// The one way in which a pipeline changes: opened, changed, advanced as far as it goes by itself, and saved in one transaction. What is kept in
/// memory (the queue, the live attempts) follows after the commit, so a crash at any point leaves what the rows say. What one job's change reads and
/// writes does not grow with the pipeline.
/// </summary>
sealed class PipelineLedger(
    IDbContextFactory<SlipwayDb> databases, WriteGate gate, JobQueue queue, LiveAttempts attempts, ChoreSignal chores, JobChanges changes, TimeProvider time)
{
    /// <returns>Null where there is no such pipeline.</returns>
    public Task<T?> ChangeAsync<T>(long pipelineId, Func<PipelineBook, Task<T?>> change, CancellationToken ct)
        where T : class => RunAsync(
            async db => await db.Set<Pipeline>().SingleOrDefaultAsync(row => row.Id == pipelineId, ct) is { } pipeline ? (pipeline, null) : null,
            (book, _) => change(book),
            ct);

    /// <summary>The same for one job; the book holds no other until it is asked for them.</summary>
    /// <returns>Null where there is no such job, or where a retry took its place.</returns>
    public Task<T?> ChangeJobAsync<T>(long jobId, Func<PipelineBook, Job, Task<T?>> change, CancellationToken ct)
        where T : class => RunAsync(
            async db => await (
                from job in db.Set<Job>()
                join pipeline in db.Set<Pipeline>() on job.PipelineId equals pipeline.Id
                where job.Id == jobId && !job.Superseded
                select new { pipeline, job }).SingleOrDefaultAsync(ct) is { } found ? (found.pipeline, found.job) : null,
            (book, job) => change(book, job!),
            ct);

    /// <summary>Saves a book and follows it. Only within the gate.</summary>
    /// <param name="written">Rows that were added past the change tracker.</param>
    public async Task SaveAsync(PipelineBook book, IDbContextTransaction transaction, IReadOnlyList<Job>? written = null)
    {
        var before = book.Pipeline.State;
        book.Wrote(written ?? []);
        IReadOnlyList<Job> changed = [.. written ?? [], .. await book.SaveAsync()];
        if (book.Pipeline.CancelOnJobFailure && changed.Any(job => job is { State: JobState.Failed, AllowFailure: false, Superseded: false }))
        {
            await CancelOpenAsync(book);
            changed = [.. changed, .. await book.SaveAsync()];
        }

        await PipelineProgress.AdvanceAsync(book, changed);
        if (book.Pipeline.State != before)
        {
            book.Db.Add(new PipelineEvent { PipelineId = book.Pipeline.Id });
        }

        await book.SaveAsync();
        await transaction.CommitAsync(CancellationToken.None);
        book.RunAfter();
        foreach (var job in book.Touched)
        {
            Follow(job);
            changes.Tell(job.Id);
        }

        if (book.BringsChores)
        {
            chores.Ring();
        }
    }

    /// <summary>Ends what is not over and not being ended.</summary>
    public async Task CancelOpenAsync(PipelineBook book)
    {
        foreach (var job in await book.JobsAsync(job => JobStates.Open.Contains(job.State)))
        {
            await JobEnding.CancelAsync(book, job, attempts, gracefully: true);
        }
    }

    public void Follow(Job job)
    {
        queue.Remove(job.Id); // what is waiting may have changed its lane
        if (job is { State: JobState.Pending, IsTrigger: false, Superseded: false })
        {
            queue.Put(QueuedJob.Of(job));
        }
    }

    Task<T?> RunAsync<T>(Func<SlipwayDb, Task<(Pipeline Pipeline, Job? Job)?>> open, Func<PipelineBook, Job?, Task<T?>> change, CancellationToken ct)
        where T : class => gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                await using var transaction = await db.Database.BeginTransactionAsync(ct);
                if (await open(db) is not { } opened)
                {
                    return null;
                }

                var book = new PipelineBook(db, opened.Pipeline, time.GetUtcNow());
                var answer = await change(book, opened.Job);
                await SaveAsync(book, transaction);
                return answer;
            },
            ct);
}
