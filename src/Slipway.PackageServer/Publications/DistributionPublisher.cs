using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Slipway.PackageServer.Publications;

/// <summary>
/// The one writer of a distribution. What arrives while it publishes is published next, together: one generation, one signature.
/// </summary>
sealed class DistributionPublisher
{
    readonly Channel<PublicationCommand> waiting = Channel.CreateUnbounded<PublicationCommand>(new UnboundedChannelOptions { SingleReader = true });
    readonly DistributionLine line;
    readonly PublicationLoader loader;
    readonly PublicationWork work;
    readonly PublicationWriter writer;
    readonly SegmentReader segments;
    readonly PublicationMetrics metrics;
    readonly ILogger log;
    readonly int batchSize;
    PublicationState? state;

    public DistributionPublisher(DistributionLine line, PublicationParts parts)
    {
        (this.line, loader, work, writer, segments, metrics, log, batchSize) =
            (line, parts.Loader, parts.Work, parts.Writer, parts.Segments, parts.Metrics, parts.Log, parts.Options.Value.BatchSize);
        _ = Task.Run(RunAsync);
    }

    public Task<TOutcome> SendAsync<TOutcome>(PublicationCommand<TOutcome> command)
    {
        waiting.Writer.TryWrite(command);
        return command.Outcome;
    }

    async Task RunAsync()
    {
        while (await waiting.Reader.WaitToReadAsync())
        {
            var batch = TakeBatch();
            try
            {
                await PublishAsync(batch);
                await work.WorkAheadAsync(state!, () => waiting.Reader.TryPeek(out _));
            }
            catch (Exception failure)
            {
                // What is in memory may be ahead of the database; it is loaded again for the next batch.
                state = null;
                Log.PublicationFailed(log, failure, line.Repository, line.Distribution.Name);
                batch.ForEach(command => command.Fail(failure));
            }
        }
    }

    /// <summary>Pushes in a row go together; anything else goes alone.</summary>
    List<PublicationCommand> TakeBatch()
    {
        var batch = new List<PublicationCommand>();
        while (batch.Count < batchSize && waiting.Reader.TryPeek(out var next) && (batch.Count == 0 || (next is PushCommand && batch[0] is PushCommand)))
        {
            waiting.Reader.TryRead(out _);
            batch.Add(next);
        }

        return batch;
    }

    async Task PublishAsync(List<PublicationCommand> batch)
    {
        var ct = CancellationToken.None;
        state ??= await loader.LoadAsync(line, ct);
        switch (batch[0])
        {
            case PushCommand:
                var pushes = batch.Cast<PushCommand>().ToList();
                var (change, outcomes) = await work.PushAsync(state, pushes, line.SigningKey, ct);
                await SaveAsync(change, pushes.Count);
                foreach (var (push, outcome) in pushes.Zip(outcomes))
                {
                    push.Finish(outcome);
                }

                break;
            case YankCommand yank:
                var (removal, yanked) = await work.YankAsync(state, yank, line.SigningKey, ct);
                await SaveAsync(removal, 1);
                yank.Finish(yanked);
                break;
            case RefreshCommand refresh:
                await SaveAsync(await work.RefreshAsync(state, line.SigningKey, ct), 1);
                refresh.Finish(state.Generation);
                break;
        }
    }

    async Task SaveAsync(PublicationChange? change, int commands)
    {
        if (change is null)
        {
            return;
        }

        var published = metrics.Start();
        await writer.SaveAsync(change, CancellationToken.None);
        line.Current = line.Current.With(change);
        change.Segments.ForEach(segments.Keep);
        metrics.Published(published, commands);
        Log.Published(log, line.Repository, line.Distribution.Name, change.Generation.Number, commands);
    }
}
