using System.Collections.Concurrent;
using Slipway.Formats.Ssh;

namespace Slipway.KnownHosts.Scanning;

/// <summary>
/// Looks at many hosts at once. For each: one handshake for the kind that it has first, which also tells, signed, which kinds it has; then one
/// for each other kind that is wanted and there. What one host does, however bad, changes nothing for the others.
/// </summary>
public sealed class Scanner(ProbeLimits limits, TimeProvider time)
{
    /// <param name="kinds">Of <see cref="KeyAlgorithms.Kinds"/>.</param>
    /// <returns>One for each host, in their order.</returns>
    public async Task<IReadOnlyList<HostSighting>> ScanAsync(VantagePoint vantage, IReadOnlyList<HostAddress> hosts, IReadOnlyList<string> kinds, CancellationToken ct)
    {
        using var slots = new SemaphoreSlim(limits.Connections);
        var seen = new ConcurrentDictionary<int, HostSighting>();
        await Parallel.ForEachAsync(
            hosts.Index(), new ParallelOptions { MaxDegreeOfParallelism = limits.Connections, CancellationToken = ct },
            async (one, stop) => seen[one.Index] = await LookAsync(vantage, one.Item, kinds, slots, stop));
        return [.. hosts.Select((_, index) => seen[index])];
    }

    async Task<HostSighting> LookAsync(VantagePoint vantage, HostAddress host, IReadOnlyList<string> kinds, SemaphoreSlim slots, CancellationToken ct)
    {
        HandshakeOutcome first;
        try
        {
            first = await TryAsync(vantage, host, kinds, slots, ct);
        }
        catch (ProbeException fault)
        {
            return new HostSighting(host, vantage.Name, null, [], [], [new SightingFault(null, fault.Fault, fault.Message)]);
        }

        if (first is not HandshakeOutcome.Proven proven)
        {
            var text = $"It has no key of these kinds. It says that it has {SshWire.Plain(string.Join(", ", first.Offered))}.";
            return new HostSighting(host, vantage.Name, first.Version, first.Offered, [], [new SightingFault(null, ProbeFault.NothingInCommon, text)]);
        }

        var rest = kinds.Where(kind => kind != proven.Key.Type && KeyAlgorithms.Signatures(kind).Any(name => proven.Offered.Contains(name, StringComparer.Ordinal))).ToList();
        var others = await Task.WhenAll(rest.Select(kind => KindAsync(vantage, host, kind, slots, ct)));
        return new HostSighting(
            host, vantage.Name, SshWire.Plain(proven.Version), proven.Offered, [proven.Key, .. others.Select(one => one.Key).OfType<SshHostKey>()], [.. others.Select(one => one.Fault).OfType<SightingFault>()]);
    }

    async Task<(SshHostKey? Key, SightingFault? Fault)> KindAsync(VantagePoint vantage, HostAddress host, string kind, SemaphoreSlim slots, CancellationToken ct)
    {
        try
        {
            return await TryAsync(vantage, host, [kind], slots, ct) is HandshakeOutcome.Proven proven
                ? (proven.Key, null)
                : (null, new SightingFault(kind, ProbeFault.NothingInCommon, "It said that it has such a key, and then that it has none."));
        }
        catch (ProbeException fault)
        {
            return (null, new SightingFault(kind, fault.Fault, fault.Message));
        }
    }

    async Task<HandshakeOutcome> TryAsync(VantagePoint vantage, HostAddress host, IReadOnlyList<string> kinds, SemaphoreSlim slots, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await slots.WaitAsync(ct);
                try
                {
                    return await OnceAsync(vantage, host, kinds, ct);
                }
                finally
                {
                    slots.Release();
                }
            }
            catch (ProbeException fault) when (fault.Fault == ProbeFault.Closed && attempt < limits.Attempts)
            {
                await Task.Delay(limits.Pause * attempt, time, ct);
            }
        }
    }

    async Task<HandshakeOutcome> OnceAsync(VantagePoint vantage, HostAddress host, IReadOnlyList<string> kinds, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(limits.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await using var stream = await vantage.ConnectAsync(host, both.Token);
            return await Handshake.RunAsync(new SshWire(stream), kinds, both.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new ProbeException(ProbeFault.TimedOut, $"It did not answer within {limits.Timeout.TotalSeconds:0.#} s.");
        }
        catch (IOException broken)
        {
            throw new ProbeException(ProbeFault.Closed, $"The connection broke: {broken.Message}");
        }
    }
}
