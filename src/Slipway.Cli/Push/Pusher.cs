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
        foreach (var answer in batch.Count > 1 ? await SendTogetherAsync(batch, hopeless.Token) : [])
        {
            left.Remove(answer.Item);
            await ReportAsync(answer, hopeless);
            yield return answer.Item;
        }

        // What goes alone, and what was not decided together: so that each fault has its file, and is tried again.
        foreach (var item in left)
        {
            await ReportAsync(await SendAloneAsync(item, hopeless.Token), hopeless);
            yield return item;
        }
    }

    async Task<IReadOnlyList<Answer>> SendTogetherAsync(IReadOnlyList<PushItem> batch, CancellationToken ct)
    {
        try
        {
            var parts = await client.PushAsync(target, [.. batch.Select(item => item.File)], ct);
            return [.. parts.Select(part => new Answer(batch[part.Place], part.Result, part.Problem is { } problem ? new SlipwayException((HttpStatusCode)problem.Status, problem, retryAfter: null) : null))];
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            return IsHopeless(exception) ? [new Answer(batch[0], null, exception)] : [];
        }
    }

    async Task<Answer> SendAloneAsync(PushItem item, CancellationToken ct)
    {
        try
        {
            Action<long>? sent = progress is null ? null : bytes => progress.Sent(item, bytes);
            return new Answer(item, await retry.RunAsync(item.File, () => client.PushAsync(target, item.File, item.Sources, sent, ct), ct), null);
        }
        catch (Exception exception) when (IsExpected(exception))
        {
            return new Answer(item, null, exception);
        }
    }

    async Task ReportAsync(Answer answer, CancellationTokenSource hopeless)
    {
        if (answer.Result is { } result)
        {
            report.Succeeded(answer.Item, result);
            return;
        }

        report.Refused(answer.Item, Failure.From(answer.Refusal!)!);
        if (IsHopeless(answer.Refusal!))
            await hopeless.CancelAsync();
    }

    static bool IsExpected(Exception exception) => exception is not OperationCanceledException && Failure.From(exception) is not null;

    /// <summary>What would refuse the rest as well.</summary>
    static bool IsHopeless(Exception exception) =>
        Failure.From(exception) is { ExitCode: ExitCode.NotAllowed or ExitCode.NotFound or ExitCode.Unreachable }
        || exception is SlipwayException { Status: HttpStatusCode.InsufficientStorage };

    /// <summary>What became of one file: either was it taken, or refused.</summary>
    readonly record struct Answer(PushItem Item, PushResult? Result, Exception? Refusal);
}
