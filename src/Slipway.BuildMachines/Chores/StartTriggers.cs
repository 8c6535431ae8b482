using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Logs;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Queue;
using Slipway.Contracts.BuildMachines;
using Slipway.Pipelines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Chores;

/// <summary>Trigger jobs whose turn has come start their pipelines. The pipeline's key is the job's, so a crash between the two makes no second one.</summary>
sealed class StartTriggers(
    IDbContextFactory<SlipwayDb> databases, PipelineLedger ledger, PipelineMaker maker, TriggerWishes wishes, LiveAttempts attempts, TraceStore traces) : IChore
{
    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var job in await db.Set<Job>().AsNoTracking().Where(job => job.State == JobState.Pending && job.IsTrigger && !job.Superseded).ToListAsync(ct))
        {
            var pipeline = await db.Set<Pipeline>().AsNoTracking().SingleAsync(row => row.Id == job.PipelineId, ct);
            var definition = DefinitionJson.Read((await db.Set<JobDefinition>().AsNoTracking().SingleAsync(row => row.Id == job.DefinitionId, ct)).Json);
            switch (await wishes.OfAsync(job, pipeline, definition, ct))
            {
                case TriggerWish.Wanted wanted:
                    await StartAsync(job, definition.Trigger!.Strategy, await maker.MakeAsync(wanted.Wish, ct), ct);
                    break;
                case TriggerWish.Refused refused:
                    await FailAsync(job, null, refused.Why, ct);
                    break;
                default:
                    throw new InvalidOperationException("an outcome without an answer");
            }
        }
    }

    Task StartAsync(Job job, TriggerStrategy strategy, PipelineCreation made, CancellationToken ct) => made switch
    {
        PipelineCreation.Created created => ledger.ChangeJobAsync<PipelineBook>(
            job.Id,
            async (book, row) =>
            {
                (row.DownstreamPipelineId, row.StartedAt, row.State) = (created.Pipeline.Id, book.Now, JobState.Running);
                if (strategy == TriggerStrategy.Start)
                {
                    await JobEnding.SucceedAsync(book, row, attempts);
                }

                // It may be over already.
                book.Db.Add(new PipelineEvent { PipelineId = created.Pipeline.Id });
                return book;
            },
            ct),
        PipelineCreation.Invalid invalid => FailAsync(job, invalid.Pipeline.Id, string.Join('\n', invalid.Errors), ct),
        PipelineCreation.NotWanted not => FailAsync(job, null, not.Why, ct),
        _ => throw new InvalidOperationException("an outcome without an answer"),
    };

    Task FailAsync(Job job, long? downstream, string why, CancellationToken ct) => ledger.ChangeJobAsync<PipelineBook>(
        job.Id,
        async (book, row) =>
        {
            row.DownstreamPipelineId = downstream;
            await traces.SayAsync(row.Id, row.Attempt, why);
            await JobEnding.FailAsync(book, row, FailureReason.DownstreamNotCreated, null, attempts);
            return book;
        },
        ct);
}
