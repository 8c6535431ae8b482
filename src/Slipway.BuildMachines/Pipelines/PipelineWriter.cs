using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Queue;
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
            var definitions = (compiled?.Jobs ?? []).Select(job => (Job: job, Row: new JobDefinition { Json = DefinitionJson.Write(job) })).ToList();
            db.AddRange(definitions.Select(definition => definition.Row));
            await db.SaveChangesAsync(ct);
            var stages = draft.Stages.Index().ToDictionary(stage => stage.Item, stage => stage.Index, StringComparer.Ordinal);
            var jobs = definitions.Select(definition => RowOf(draft, definition.Job, definition.Row.Id, stages)).ToList();
            db.AddRange(jobs);
            var book = new PipelineBook(db, draft, jobs, time.GetUtcNow());
            db.Add(new PipelineEvent { PipelineId = draft.Id });
            await ledger.SaveAsync(book, transaction);
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
                && row.Commit != newer.Commit && row.FinishedAt == null && row.ParentPipelineId == null && row.OnNewCommit != Slipway.Pipelines.Jobs.OnNewCommit.None)
            .Select(row => row.Id).ToListAsync(ct);
        foreach (var id in older)
        {
            await ledger.ChangeAsync<PipelineBook>(id, CancelRedundantAsync, ct);
        }
    }

    async Task<PipelineBook?> CancelRedundantAsync(PipelineBook book)
    {
        var jobs = book.Jobs.Where(job => !job.State.IsOver()).ToList();
        if (book.Pipeline.OnNewCommit == OnNewCommit.Interruptible)
        {
            jobs = [.. jobs.Where(job => job.Interruptible)];
        }
        else if (book.Jobs.Any(job => !job.Interruptible && (job.StartedAt is not null || job.State.IsLive())))
        {
            return book;
        }

        foreach (var job in jobs)
        {
            await JobEnding.CancelAsync(book, job, attempts, gracefully: true);
        }

        return book;
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
        TimeoutSeconds = (int)(job.Timeout ?? options.Value.JobTimeout).TotalSeconds,
        CreatedAt = pipeline.CreatedAt,
    };
}
