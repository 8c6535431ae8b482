using System.Collections.Concurrent;
using System.Globalization;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Ssh;

/// <summary>A list of hosts. The host's own lock decides who has it, also between two instances that share it; the records say where to look for a machine.</summary>
sealed class SshProvider(SshSettings settings, HostRecords records, InstanceId instance) : IMachineProvider
{
    readonly HostCall call = new(settings);
    readonly ConcurrentDictionary<string, SemaphoreSlim> starting = new(StringComparer.Ordinal);

    public ProviderFacts Facts => new(ListLag: TimeSpan.Zero, settings.StartWithin, settings.Hosts.Count);

    public async Task<StartOutcome> StartAsync(MachineOrder order, CancellationToken ct)
    {
        var gate = starting.GetOrAdd(order.MachineId, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(ct);
        try
        {
            // Where it was put before, it stays: the host may hold it, though the answer was lost.
            if (records.Of(order.MachineId) is { } before && await PutAsync(before.Host, order, ct) is { } known)
                return known;
            return await ChooseAsync(order, ct);
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task<IReadOnlyList<SeenMachine>> ListAsync(CancellationToken ct)
    {
        var all = records.All();
        return [.. (await Task.WhenAll(settings.Hosts.Select(host => SeeAsync(host, all, ct)))).SelectMany(seen => seen)];
    }

    public async Task RemoveAsync(string machineId, CancellationToken ct)
    {
        var hosts = records.Of(machineId) is { } record ? [record.Host] : await HoldersAsync(machineId, ct);
        foreach (var host in hosts)
        {
            var answer = await call.RunAsync(host, "remove", [instance.Value, machineId, settings.Clean ?? ""], [], ct);
            if (answer is not HostAnswer.Gone)
                throw new IOException($"{host}: the machine {machineId} can't be removed: {(answer is HostAnswer.Failed failed ? failed.Why : "the host's answer is of another kind")}");
        }

        records.Drop(machineId);
        starting.TryRemove(machineId, out _);
    }

    public async Task<string?> LogAsync(string machineId, int maxBytes, CancellationToken ct)
    {
        foreach (var host in records.Of(machineId) is { } record ? [record.Host] : await HoldersAsync(machineId, ct))
        {
            if (await call.RunAsync(host, "log", [instance.Value, machineId, maxBytes.ToString(CultureInfo.InvariantCulture)], [], ct) is HostAnswer.Log log)
            {
                var tail = new Tail(maxBytes);
                tail.Append(System.Text.Encoding.UTF8.GetBytes(log.Text));
                return tail.ToString();
            }
        }

        return null;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    async Task<StartOutcome> ChooseAsync(MachineOrder order, CancellationToken ct)
    {
        var taken = records.All().Select(record => record.Host).ToHashSet();
        var states = await Task.WhenAll(settings.Hosts.Where(host => !taken.Contains(host)).Select(host => StateAsync(host, ct)));
        foreach (var (host, _) in states.Where(state => state.Answer is HostAnswer.Free))
        {
            if (records.TryTake(new HostRecord(order.MachineId, instance.Value, host, order.Pool)) && await PutAsync(host, order, ct) is { } outcome)
                return outcome;
        }

        var silent = states.Where(state => state.Answer is null).Select(state => state.Host.ToString()).ToList();
        return new StartOutcome.NoRoom($"all {settings.Hosts.Count} hosts are taken{(silent.Count > 0 ? $" or do not answer ({string.Join(", ", silent)})" : "")}");
    }

    /// <summary>Null where the host has become another's, and the record is gone.</summary>
    async Task<StartOutcome?> PutAsync(SshHost host, MachineOrder order, CancellationToken ct)
    {
        string[] arguments =
        [
            instance.Value, order.MachineId, order.Pool, ((long)order.DieAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            order.Runner.Config.Length.ToString(CultureInfo.InvariantCulture), settings.Runner,
        ];
        switch (await call.RunAsync(host, "start", arguments, order.Runner.Config, ct))
        {
            case HostAnswer.Holds held when held.Instance == instance.Value && held.MachineId == order.MachineId:
                return new StartOutcome.Started(host.ToString());
            case HostAnswer.Refused refused:
                records.Drop(order.MachineId);
                return new StartOutcome.Refused($"{host}: {refused.Why}");
            case HostAnswer.Holds:
                records.Drop(order.MachineId);
                return null;
            case HostAnswer.Failed failed:
                throw new IOException($"{host}: {failed.Why}");
            case var other:
                throw new IOException($"{host}: the answer to a start is of another kind: {other.GetType().Name}");
        }
    }

    async Task<(SshHost Host, HostAnswer? Answer, string? Why)> SeeStateAsync(SshHost host, CancellationToken ct)
    {
        try
        {
            return (host, await call.RunAsync(host, "state", [], [], ct), null);
        }
        catch (HostUnreachableException unreachable)
        {
            return (host, null, unreachable.Message);
        }
    }

    async Task<(SshHost Host, HostAnswer? Answer)> StateAsync(SshHost host, CancellationToken ct)
    {
        var (_, answer, _) = await SeeStateAsync(host, ct);
        return (host, answer);
    }

    async Task<IEnumerable<SeenMachine>> SeeAsync(SshHost host, IReadOnlyList<HostRecord> all, CancellationToken ct)
    {
        var (_, answer, why) = await SeeStateAsync(host, ct);
        return answer switch
        {
            HostAnswer.Holds held when held.Instance == instance.Value => [new SeenMachine(held.MachineId, held.Pool, host.ToString(), held.State, held.MadeAt)],
            // Not seen, but not known to be gone: what was put there counts as there.
            null => all.Where(record => record.Host == host && record.Instance == instance.Value)
                .Select(record => new SeenMachine(record.MachineId, record.Pool, host.ToString(), SeenState.Running, null, why)),
            _ => [],
        };
    }

    async Task<IReadOnlyList<SshHost>> HoldersAsync(string machineId, CancellationToken ct)
    {
        var states = await Task.WhenAll(settings.Hosts.Select(host => StateAsync(host, ct)));
        return [.. states.Where(state => state.Answer is HostAnswer.Holds held && held.Instance == instance.Value && held.MachineId == machineId).Select(state => state.Host)];
    }
}
