using Slipway.BuildMachines.Payload;
using Slipway.BuildMachines.Pools;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Machines;

/// <summary>Providers that are open, one for each kind and settings; closed when nothing needs them any more.</summary>
sealed class ProviderPlaces(IEnumerable<IMachineProviderKind> kinds, InstanceName instance) : IAsyncDisposable
{
    readonly Dictionary<(string Kind, ProviderSettings Settings), IMachineProvider> open = [];

    /// <summary>By revision.</summary>
    public async Task<IReadOnlyDictionary<long, IMachineProvider>> OfAsync(IEnumerable<(long Revision, PoolDefinition Pool)> pools)
    {
        var found = new Dictionary<long, IMachineProvider>();
        var used = new HashSet<(string, ProviderSettings)>();
        var closing = new List<IMachineProvider>();
        lock (open)
        {
            foreach (var (revision, pool) in pools)
            {
                var key = (pool.Provider, pool.Machine);
                used.Add(key);
                if (!open.TryGetValue(key, out var provider) && kinds.FirstOrDefault(kind => kind.Name == pool.Provider) is { } kind)
                {
                    open.Add(key, provider = kind.Open(pool.Machine, new InstanceId(instance.Uuid)));
                }

                if (provider is not null)
                {
                    found[revision] = provider;
                }
            }

            foreach (var unused in open.Keys.Where(key => !used.Contains(key)).ToList())
            {
                open.Remove(unused, out var provider);
                closing.Add(provider!);
            }
        }

        foreach (var provider in closing)
        {
            await provider.DisposeAsync();
        }

        return found;
    }

    /// <summary>The one that is open for such machines, or null.</summary>
    public IMachineProvider? Find(PoolDefinition pool)
    {
        lock (open)
        {
            return open.GetValueOrDefault((pool.Provider, pool.Machine));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in open.Values)
        {
            await provider.DisposeAsync();
        }

        open.Clear();
    }
}
