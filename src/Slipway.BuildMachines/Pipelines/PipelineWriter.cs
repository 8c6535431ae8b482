using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Queue;
using Slipway.Contracts.BuildMachines;
using Slipway.Pipelines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>Writes a compiled pipeline with its jobs, and lets it begin.</summary>
sealed class PipelineWriter(
    IDbContextFactory<SlipwayDb> databases, WriteGate gate, PipelineLedger ledger, LiveAttempts attempts, IOptions<QueueOptions> options, TimeProvider time)
{
    /// <returns>The pipeline, or the one that was there under its key.</returns>
    public Task<Pipeline> WriteAsync(Pipeline draft, CompiledPipeline? compiled, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            if (await db.Set<Pipeline>().SingleOrDefaultAsync(row => row.ProjectId == draft.ProjectId && row.Key == draft.Key, ct) is { } there)
            {
                return there;
            }

            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var last = await db.Set<Pipeline>().Where(row => row.ProjectId == draft.ProjectId).MaxAsync(row => (long?)row.Number, ct) ?? 0;
            db.Add(draft);
            db.Entry(draft).Property(pipeline => pipeline.Number).CurrentValue = last + 1;
            await db.SaveChangesAsync(ct);
            var jobs = await AddJobsAsync(db, draft, compiled?.Jobs ?? [], ct);
            var book = new PipelineBook(db, draft, time.GetUtcNow());
            db.AttachRange(jobs);
            db.Add(new PipelineEvent { PipelineId = draft.Id });
            await ledger.SaveAsync(book, transaction, jobs);
            return draft;
        },
        ct);

    /// <summary>Ends what a newer commit on the same ref makes redundant, as <c>workflow:auto_cancel</c> of the older pipelines says.</summary>
    public async Task CancelOlderAsync(long pipelineId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var newer = await db.Set<Pipeline>().AsNoTracking().SingleAsync(row => row.Id == pipelineId, ct);
        if (newer.Source is not ("push" or "merge_request_event"))
        {
            return;
        }

        var older = await db.Set<Pipeline>().AsNoTracking()
            .Where(row => row.ProjectId == newer.ProjectId && row.FullRef == newer.FullRef && row.Source == newer.Source && row.Id < newer.Id
                && row.Commit != newer.Commit && row.FinishedAt == null && row.ParentPipelineId == null && row.OnNewCommit != OnNewCommit.None)
            .Select(row => row.Id).ToListAsync(ct);
        foreach (var id in older)
        {
            await ledger.ChangeAsync<PipelineBook>(id, CancelRedundantAsync, ct);
        }
    }

    async Task<PipelineBook?> CancelRedundantAsync(PipelineBook book)
    {
        if (book.Pipeline.OnNewCommit == OnNewCommit.Interruptible)
        {
            foreach (var job in await book.JobsAsync(job => job.Interruptible && JobStates.Open.Contains(job.State)))
            {
                await JobEnding.CancelAsync(book, job, attempts, gracefully: true);
            }
        }
        else if (!await book.Db.Set<Job>().AnyAsync(job => job.PipelineId == book.Pipeline.Id && !job.Superseded && !job.Interruptible
            && (job.StartedAt != null || job.State == JobState.Assigned || job.State == JobState.Running || job.State == JobState.Canceling)))
        {
            await ledger.CancelOpenAsync(book);
        }

        return book;
    }

    // What nothing comes before has its turn at once; the rows are written as they are then.
    async Task<List<Job>> AddJobsAsync(SlipwayDb db, Pipeline pipeline, IReadOnlyList<CompiledJob> compiled, CancellationToken ct)
    {
        var definitions = compiled.Select(job => new JobDefinition { Json = DefinitionJson.Write(job) }).ToList();
        await using var definitionRows = new RowInserter<JobDefinition>(db);
        await definitionRows.InsertAsync(definitions, ct);
        var stages = pipeline.Stages.Index().ToDictionary(stage => stage.Item, stage => stage.Index, StringComparer.Ordinal);
        var jobs = compiled.Zip(definitions, (job, definition) => RowOf(pipeline, job, definition.Id, stages)).ToList();
        var first = jobs.Count == 0 ? 0 : jobs.Min(job => job.StageIndex);
        foreach (var job in jobs.Where(job => job.Needs is { Length: 0 } || (job.Needs is null && job.StageIndex == first)))
        {
            PipelineProgress.StartOrSkip(job, PipelineState.Success, time.GetUtcNow());
        }

        await using var jobRows = new RowInserter<Job>(db);
        await jobRows.InsertAsync(jobs, ct);
        var byName = jobs.ToDictionary(job => job.Name, job => job.DefinitionId, StringComparer.Ordinal);
        await using var edges = new RowInserter<NeedEdge>(db);
        await edges.InsertAsync(
            jobs.SelectMany(job => (job.Needs ?? []).Distinct(StringComparer.Ordinal).Where(byName.ContainsKey), (job, need) => new NeedEdge { NeededId = byName[need], DependentId = job.DefinitionId }), ct);
        return jobs;
    }

    Job RowOf(Pipeline pipeline, CompiledJob job, long definitionId, Dictionary<string, int> stages) => new()
    {
        PipelineId = pipeline.Id,
        ProjectId = pipeline.ProjectId,
        DefinitionId = definitionId,
        Name = job.Name,
        Stage = job.Stage,
        StageIndex = stages[job.Stage],
        IsTrigger = job.Trigger is not null,
        When = job.When,
        DelaySeconds = (int?)job.StartIn?.TotalSeconds,
        AllowFailure = job.AllowFailure.Any,
        AllowedExitCodes = [.. job.AllowFailure.ExitCodes],
        Needs = job.Needs is null ? null : [.. job.Needs.Select(need => need.Job)],
        Interruptible = job.Interruptible,
        ResourceGroup = job.ResourceGroup,
        Tags = [.. job.Tags.Order(StringComparer.Ordinal)],
        Protected = pipeline.Protected,
        RetryMax = job.Retry.Max,
        RetryWhen = [.. job.Retry.When],
        RetryExitCodes = [.. job.Retry.ExitCodes],
        By = pipeline.By,
        ById = pipeline.ById,
        TimeoutSeconds = (int)(job.Timeout ?? options.Value.JobTimeout).TotalSeconds,
        CreatedAt = pipeline.CreatedAt,
    };
}
