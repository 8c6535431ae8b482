using Slipway.Client;

namespace Slipway.Cli.Push;

/// <summary>Sends packages, several at once, and stops early where going on is pointless.</summary>
sealed class Pusher(SlipwayClient client, DistributionName target, Retry retry, PushReport report, Progress? progress)
{
    /// <returns>What was not sent, or not answered before the end.</returns>
    public async Task<IReadOnlyList<PushItem>> RunAsync(IReadOnlyList<PushItem> items, int parallel, CancellationToken ct)
    {
        using var hopeless = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var next = -1;
        var done = new bool[items.Count];
        await Task.WhenAll(Enumerable.Range(0, Math.Min(parallel, items.Count)).Select(_ => Task.Run(WorkAsync, CancellationToken.None)));
        return [.. items.Where((_, index) => !done[index])];

        async Task WorkAsync()
        {
            while (!hopeless.IsCancellationRequested && Interlocked.Increment(ref next) is var index && index < items.Count)
            {
                try
                {
                    done[index] = await PushAsync(items[index], hopeless);
                }
                catch (OperationCanceledException) when (hopeless.IsCancellationRequested)
                {
                    return;
                }
            }
        }
    }

    async Task<bool> PushAsync(PushItem item, CancellationTokenSource hopeless)
    {
        try
        {
            Action<long>? sent = progress is null ? null : bytes => progress.Sent(item, bytes);
            var result = await retry.RunAsync(item.File, () => client.PushAsync(target, item.File, item.Sources, sent, hopeless.Token), hopeless.Token);
            report.Succeeded(item, result);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Failure.From(exception) is { } failure)
        {
            report.Refused(item, failure);
            if (failure.ExitCode is ExitCode.NotAllowed or ExitCode.NotFound or ExitCode.Unreachable || exception is SlipwayException { Status: System.Net.HttpStatusCode.InsufficientStorage })
                await hopeless.CancelAsync();
        }

        return true;
    }
}
