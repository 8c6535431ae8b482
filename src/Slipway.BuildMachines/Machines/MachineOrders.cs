using Slipway.BuildMachines.Pools;

namespace Slipway.BuildMachines.Machines;

/// <summary>What people order of machines. Written down like every step; the manager carries it out.</summary>
sealed class MachineOrders(IMachineLedger ledger, PoolBook pools, ProviderPlaces places, MachineManager manager, TimeProvider time)
{
    const int Tries = 5; // a step of the manager may come between

    /// <param name="whenIdle">A machine with jobs goes after them; else it is left alone.</param>
    public async Task<OrderOutcome> DrainAsync(string id, string by, bool whenIdle, CancellationToken ct)
    {
        for (var tries = 0; tries < Tries; tries++)
        {
            if ((await ledger.LoadAsync(ct)).FirstOrDefault(it => it.Machine.Id == id) is not { } it)
            {
                return new OrderOutcome.Unknown();
            }

            if (it.Machine.Phase >= MachinePhase.Removing || (it.Machine.Phase == MachinePhase.Draining && whenIdle))
            {
                return new OrderOutcome.Done();
            }

            if (it.Live > 0 && !whenIdle)
            {
                return new OrderOutcome.Busy(it.Live);
            }

            var next = it.Live > 0
                ? it.Machine with { Phase = MachinePhase.Draining, PhaseAt = time.GetUtcNow(), Code = "ordered", Reason = $"{by} drained it." }
                : it.Machine with { Phase = MachinePhase.Removing, PhaseAt = time.GetUtcNow(), Code = "ordered", Reason = $"{by} removed it.", NextTryAt = null };
            if ((await ledger.CommitAsync([new MachineChange(next, Fence: null, Event: true)], ct)).Count == 1)
            {
                manager.Ring();
                return new OrderOutcome.Done();
            }
        }

        return new OrderOutcome.Busy(1);
    }

    /// <summary>Null where there is no such machine, or nothing of it to read.</summary>
    public async Task<string?> LogAsync(string id, int maxBytes, CancellationToken ct) =>
        (await ledger.LoadAsync(ct)).FirstOrDefault(it => it.Machine.Id == id)?.Machine is { } machine && pools.Revision(machine.RevisionId) is { } pool && places.Find(pool) is { } provider
            ? await provider.LogAsync(id, maxBytes, ct)
            : null;
}

abstract record OrderOutcome
{
    public sealed record Done : OrderOutcome;

    public sealed record Busy(int Jobs) : OrderOutcome;

    public sealed record Unknown : OrderOutcome;
}
