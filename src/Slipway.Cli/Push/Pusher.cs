using System.Collections.Concurrent;
using System.Net;
using Slipway.Client;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli.Push;

/// <summary>Sends packages, several at once, and stops early where going on is pointless.</summary>
sealed class Pusher(SlipwayClient client, DistributionName target, Retry retry, PushReport report, Progress? progress)
{
    /// <returns>What was not sent, or not answered before the end.</returns>
    public async Task<IReadOnlyList<PushItem>> RunAsync(IReadOnlyList<PushItem> items, int parallel, CancellationToken ct)
    {
        using var hopeless = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var batches = Batches.Of(items, parallel);
        var answered = new ConcurrentDictionary<PushItem, bool>();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(parallel, batches.Count)).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        return [.. items.Where(item => !answered.ContainsKey(item))];

        async Task WorkAsync()
        {
            while (!hopeless.IsCancellationRequested && Interlocked.Increment(ref next) is var index && index < batches.Count)
            {
                try
                {
                    await foreach (var item in PushAsync(batches[index], hopeless))
                        answered[item] = true;
                }
                catch (OperationCanceledException) when (hopeless.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    /// <returns>Each that was answered.</returns>
    async IAsyncEnumerable<PushItem> PushAsync(IReadOnlyList<PushItem> batch, CancellationTokenSource hopeless)
    {
        var left = batch.ToList();
        if (batch.Count > 1)
        {
            foreach (var part in await SendAsync(batch, hopeless))
            {
                var item = batch[part.Place];
                left.Remove(item);
                if (part.Result is { } result)
                    report.Succeeded(item, result);
                else
                    await RefuseAsync(item, new SlipwayException((HttpStatusCode)part.Problem!.Status, part.Problem, retryAfter: null), hopeless);
                yield return item;
            }
        }

        // What goes alone, and what was not decided together: so that each fault has its file, and is tried again.
        foreach (var item in left)
        {
            await PushAsync(item, hopeless);
            yield return item;
        }
    }

    async Task<IReadOnlyList<PushedPart>> SendAsync(IReadOnlyList<PushItem> batch, CancellationTokenSource hopeless)
    {
        try
        {
            return await client.PushAsync(target, [.. batch.Select(item => item.File)], hopeless.Token);
        }
        catch (SlipwayException refusal) when (IsHopeless(refusal, Failure.From(refusal)!))
        {
            return [new PushedPart(0, null, refusal.Problem with { Status = (int)refusal.Status })];
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Failure.From(exception) is not null)
        {
            return [];
        }
    }

    async Task PushAsync(PushItem item, CancellationTokenSource hopeless)
    {
        try
        {
            Action<long>? sent = progress is null ? null : bytes => progress.Sent(item, bytes);
            var result = await retry.RunAsync(item.File, () => client.PushAsync(target, item.File, item.Sources, sent, hopeless.Token), hopeless.Token);
            report.Succeeded(item, result);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Failure.From(exception) is not null)
        {
            await RefuseAsync(item, exception, hopeless);
        }
    }

    async Task RefuseAsync(PushItem item, Exception exception, CancellationTokenSource hopeless)
    {
        var failure = Failure.From(exception)!;
        report.Refused(item, failure);
        if (IsHopeless(exception, failure))
            await hopeless.CancelAsync();
    }

    /// <summary>What would refuse the rest as well.</summary>
    static bool IsHopeless(Exception exception, Failure failure) =>
        failure.ExitCode is ExitCode.NotAllowed or ExitCode.NotFound or ExitCode.Unreachable || exception is SlipwayException { Status: HttpStatusCode.InsufficientStorage };
}
