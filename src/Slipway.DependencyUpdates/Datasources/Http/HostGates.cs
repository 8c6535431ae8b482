using System.Collections.Concurrent;

namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>One gate for each host of a run, and one that all share.</summary>
sealed class HostGates(SourceOptions options, TimeProvider time) : IDisposable
{
    readonly ConcurrentDictionary<string, HostGate> _gates = new(StringComparer.OrdinalIgnoreCase);
    readonly SemaphoreSlim _all = new(options.RequestsAtOnce);

    public HostGate For(Uri address) => For(address.Authority);

    public HostGate For(string host) => _gates.GetOrAdd(host, name => new HostGate(name, options, _all, time));

    public void Dispose()
    {
        foreach (var gate in _gates.Values) gate.Dispose();
        _all.Dispose();
    }
}
