using System.Collections.Concurrent;
using System.Net;
using Slipway.Formats.Ssh;

namespace Slipway.KnownHosts.Scanning;

/// <summary>
/// Looks at many hosts at once. For each: one handshake for the kind that it has first, which also tells, signed, which kinds it has; then one
/// for each other kind that is wanted and there. What one host does, however bad, changes nothing for the others.
/// </summary>
public sealed class Scanner(ProbeLimits limits, TimeProvider time)
{
    /// <param name="kinds">Of <see cref="KeyAlgorithms.Kinds"/>.</param>
    /// <returns>In the order of the hosts; one for each of a host's addresses at which somebody answered, and at least one for each host.</returns>
    public async Task<IReadOnlyList<HostSighting>> ScanAsync(VantagePoint vantage, IReadOnlyList<HostAddress> hosts, IReadOnlyList<string> kinds, CancellationToken ct)
    {
        using var slots = new SemaphoreSlim(limits.Connections);
        var seen = new ConcurrentDictionary<int, IReadOnlyList<HostSighting>>();
        await Parallel.ForEachAsync(
            hosts.Index(), new ParallelOptions { MaxDegreeOfParallelism = limits.Connections, CancellationToken = ct },
            async (one, stop) => seen[one.Index] = await LookAsync(vantage, one.Item, kinds, slots, stop));
        return [.. hosts.SelectMany((_, index) => seen[index])];
    }

    async Task<IReadOnlyList<HostSighting>> LookAsync(VantagePoint vantage, HostAddress host, IReadOnlyList<string> kinds, SemaphoreSlim slots, CancellationToken ct)
    {
        try
        {
            var addresses = await LimitedAsync(stop => vantage.AddressesAsync(host, limits.MayConnect, stop), ct);
            return Answered(await Task.WhenAll(addresses.Select(address => LookAsync(new Way(vantage, host, address), kinds, slots, ct))));
        }
        catch (ProbeException fault)
        {
            return [new HostSighting(host, vantage.Name, null, [], [], [new SightingFault(null, fault.Fault, fault.Message)])];
        }
    }

    /// <summary>An address at which nobody answers says nothing of the host's keys where another one does.</summary>
    static IReadOnlyList<HostSighting> Answered(HostSighting[] all)
    {
        var silent = all.Where(one => one.Keys.Count == 0 && one.Faults.All(fault => fault.Fault is ProbeFault.Unreachable or ProbeFault.TimedOut)).ToList();
        var rest = silent.Count == all.Length ? all[..1] : [.. all.Except(silent)];
        rest[0] = rest[0] with { Unreached = [.. silent.Except(rest).Select(one => $"{one.Address}: {one.Faults[0].Text}")] };
        return rest;
    }

    async Task<HostSighting> LookAsync(Way way, IReadOnlyList<string> kinds, SemaphoreSlim slots, CancellationToken ct)
    {
        var (host, vantage) = (way.Host, way.Vantage);
        HandshakeOutcome first;
        try
        {
            first = await TryAsync(way, kinds, slots, ct);
        }
        catch (ProbeException fault)
        {
            return new HostSighting(host, vantage.Name, null, [], [], [new SightingFault(null, fault.Fault, fault.Message)]) { Address = way.Address };
        }

        if (first is not HandshakeOutcome.Proven proven)
        {
            var text = $"It has no key of these kinds. It says that it has {SshWire.Plain(string.Join(", ", first.Offered))}.";
            return new HostSighting(host, vantage.Name, first.Version, first.Offered, [], [new SightingFault(null, ProbeFault.NothingInCommon, text)]) { Address = way.Address };
        }

        var rest = kinds.Where(kind => kind != proven.Key.Type && KeyAlgorithms.Signatures(kind).Any(name => proven.Offered.Contains(name, StringComparer.Ordinal))).ToList();
        var others = await Task.WhenAll(rest.Select(kind => KindAsync(way, kind, slots, ct)));
        return new HostSighting(
            host, vantage.Name, SshWire.Plain(proven.Version), proven.Offered, [proven.Key, .. others.Select(one => one.Key).OfType<SshHostKey>()], [.. others.Select(one => one.Fault).OfType<SightingFault>()])
        {
            Address = way.Address,
        };
    }

    async Task<(SshHostKey? Key, SightingFault? Fault)> KindAsync(Way way, string kind, SemaphoreSlim slots, CancellationToken ct)
    {
        try
        {
            return await TryAsync(way, [kind], slots, ct) is HandshakeOutcome.Proven proven
                ? (proven.Key, null)
                : (null, new SightingFault(kind, ProbeFault.NothingInCommon, "It said that it has such a key, and then that it has none."));
        }
        catch (ProbeException fault)
        {
            return (null, new SightingFault(kind, fault.Fault, fault.Message));
        }
    }

    async Task<HandshakeOutcome> TryAsync(Way way, IReadOnlyList<string> kinds, SemaphoreSlim slots, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await slots.WaitAsync(ct);
                try
                {
                    return await LimitedAsync(stop => OnceAsync(way, kinds, stop), ct);
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

    static async Task<HandshakeOutcome> OnceAsync(Way way, IReadOnlyList<string> kinds, CancellationToken ct)
    {
        await using var stream = await way.Vantage.ConnectAsync(way.Host, way.Address, ct);
        return await Handshake.RunAsync(new SshWire(stream), kinds, ct);
    }

    async Task<T> LimitedAsync<T>(Func<CancellationToken, Task<T>> step, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(limits.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await step(both.Token);
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

    readonly record struct Way(VantagePoint Vantage, HostAddress Host, IPAddress? Address);
}
