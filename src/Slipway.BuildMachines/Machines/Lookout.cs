using Microsoft.Extensions.Logging;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Machines;

/// <summary>Asks providers for their lists. A list that can't be had says nothing: not that machines are gone.</summary>
sealed class Lookout(TimeProvider time, ILogger log)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    readonly Dictionary<IMachineProvider, (DateTimeOffset At, IReadOnlyDictionary<string, SeenMachine> Machines)> seen = [];

    /// <summary>Providers whose last list failed, and why.</summary>
    public Dictionary<IMachineProvider, string> Failing { get; } = [];

    /// <summary>New lists of those whose last one is older than <paramref name="age"/>.</summary>
    public async Task LookAsync(IEnumerable<IMachineProvider> providers, TimeSpan age, CancellationToken ct)
    {
        var all = providers.ToHashSet();
        foreach (var unused in seen.Keys.Where(provider => !all.Contains(provider)).ToList())
        {
            seen.Remove(unused);
            Failing.Remove(unused);
        }

        var now = time.GetUtcNow();
        var due = all.Where(provider => !seen.TryGetValue(provider, out var last) || last.At + age <= now || last.At > now).ToList();
        var lists = await Task.WhenAll(due.Select(provider => TryListAsync(provider, ct)));
        foreach (var (provider, list) in due.Zip(lists))
        {
            if (list is null)
            {
                seen.Remove(provider);
            }
            else
            {
                seen[provider] = (now, list);
            }
        }
    }

    public Sight Of(IMachineProvider? provider, string machineId) =>
        provider is not null && seen.TryGetValue(provider, out var list) ? new Sight(list.At, list.Machines.GetValueOrDefault(machineId)) : Sight.None;

    /// <summary>All that is seen, each with whom to ask to remove it.</summary>
    public IEnumerable<(IMachineProvider Provider, SeenMachine Machine)> All => seen.SelectMany(list => list.Value.Machines.Values, (list, machine) => (list.Key, machine));

    async Task<IReadOnlyDictionary<string, SeenMachine>?> TryListAsync(IMachineProvider provider, CancellationToken ct)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
            patience.CancelAfter(Patience);
            var machines = await provider.ListAsync(patience.Token);
            Failing.Remove(provider);
            var byId = new Dictionary<string, SeenMachine>(machines.Count, StringComparer.Ordinal);
            foreach (var machine in machines)
            {
                // Two objects of one id are one machine, and it lives while one of them does.
                if (!byId.TryGetValue(machine.MachineId, out var other) || other.State > machine.State)
                {
                    byId[machine.MachineId] = machine;
                }
            }

            return byId;
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Failing[provider] = failure.Message;
            Log.ListFailed(log, failure);
            return null;
        }
    }
}
