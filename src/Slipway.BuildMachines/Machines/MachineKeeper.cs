using Microsoft.Extensions.Logging;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Scaling;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Machines;

/// <summary>
/// One manager of machines. A pass looks at what providers list and what is written down, takes each machine one step on, lets the scaler decide, and
/// carries it out: first the ledger, then the provider. It keeps nothing that a restart would miss, so it may end at any point and another goes on.
/// </summary>
sealed class MachineKeeper(IMachineLedger ledger, string name, KeeperOptions options, TimeProvider time, ILogger log)
{
    /// <summary>After so many tries a removal is a person's affair as well.</summary>
    public const int StuckAfter = 5;

    readonly Lookout lookout = new(time, log);
    readonly ProviderCalls calls = new(ledger, time, log);
    readonly DateTimeOffset since = time.GetUtcNow();
    bool busy = true;

    /// <summary>What was decided last, by pool.</summary>
    public IReadOnlyDictionary<string, PoolDecision> Decisions { get; private set; } = new Dictionary<string, PoolDecision>();

    /// <summary>What each pool's lease said last.</summary>
    public IReadOnlyDictionary<string, PoolLease> Leases { get; private set; } = new Dictionary<string, PoolLease>();

    /// <summary>Why a provider's list can't be had, by pool.</summary>
    public IReadOnlyDictionary<string, string> Troubles { get; private set; } = new Dictionary<string, string>();

    /// <summary>How many machines are in each phase.</summary>
    public IReadOnlyDictionary<(string Pool, MachinePhase Phase), int> Phases { get; private set; } = new Dictionary<(string, MachinePhase), int>();

    /// <summary>Machines whose removal fails and fails.</summary>
    public long Stuck { get; private set; }

    public async Task PassAsync(Fleet fleet, CancellationToken ct)
    {
        await calls.SettleAsync(all: false);
        // The lists first, then the ledger: what a list shows was written down before it was made, so what the ledger lacks is nobody's.
        await lookout.LookAsync(fleet.Providers.Values, busy ? options.LookOftenEvery : options.LookEvery, ct);
        var machines = await ledger.LoadAsync(ct);
        var leases = await LeaseAsync(fleet, machines, ct);
        var after = await StepAsync(fleet, machines, leases, ct);
        await RemoveOrphansAsync(machines, ct);
        await ScaleAsync(fleet, after, leases, ct);
        busy = after.Any(it => it.Machine.Phase is MachinePhase.Planned or MachinePhase.Starting or MachinePhase.Removing);
        Phases = after.GroupBy(it => (it.Machine.Pool, it.Machine.Phase)).ToDictionary(phase => phase.Key, phase => phase.Count());
        Stuck = after.Count(it => it.Machine is { Phase: MachinePhase.Removing, Removals: > StuckAfter });
        Troubles = fleet.Pools.Where(pool => fleet.Providers.TryGetValue(pool.RevisionId, out var provider) && lookout.Failing.ContainsKey(provider))
            .ToDictionary(pool => pool.Definition.Name, pool => lookout.Failing[fleet.Providers[pool.RevisionId]]);
    }

    /// <summary>Waits for the calls under way.</summary>
    public Task SettleAsync() => calls.SettleAsync(all: true);

    /// <summary>Hands the pools over.</summary>
    public async Task ReleaseAsync(CancellationToken ct)
    {
        foreach (var pool in Leases.Keys)
        {
            await ledger.ReleaseAsync(pool, name, ct);
        }
    }

    async Task<IReadOnlyDictionary<string, PoolLease>> LeaseAsync(Fleet fleet, IReadOnlyList<MachineNow> machines, CancellationToken ct)
    {
        var leases = new Dictionary<string, PoolLease>(StringComparer.Ordinal);
        foreach (var pool in fleet.Pools.Select(pool => pool.Definition.Name).Union(machines.Select(it => it.Machine.Pool)))
        {
            if (await ledger.LeaseAsync(pool, name, options.Lease, ct) is { } lease)
            {
                leases.Add(pool, lease);
            }
        }

        Leases = leases;
        return leases;
    }

    /// <summary>Takes each machine one step on.</summary>
    /// <returns>The machines as they are then.</returns>
    async Task<IReadOnlyList<MachineNow>> StepAsync(Fleet fleet, IReadOnlyList<MachineNow> machines, IReadOnlyDictionary<string, PoolLease> leases, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var pools = fleet.Pools.ToDictionary(pool => pool.Definition.Name);
        var steps = new Dictionary<string, (MachineStep Step, long Fence)>(StringComparer.Ordinal);
        foreach (var it in machines)
        {
            if (leases.TryGetValue(it.Machine.Pool, out var lease) && !calls.IsRunning(it.Machine.Id)
                && fleet.Providers.GetValueOrDefault(it.Machine.RevisionId) is { } provider
                && MachineLife.Next(it, pools.GetValueOrDefault(it.Machine.Pool), lookout.Of(provider, it.Machine.Id), provider.Facts, Heard(fleet, it.Machine), now) is { } step
                && (step.Call == ProviderCall.None || calls.HasRoom))
            {
                steps.Add(it.Machine.Id, (step, lease.Fence));
            }
        }

        var done = await CommitAsync(fleet, steps, ct);
        return [.. machines.Select(it => done.TryGetValue(it.Machine.Id, out var machine) ? it with { Machine = machine } : it)];
    }

    async Task ScaleAsync(Fleet fleet, IReadOnlyList<MachineNow> machines, IReadOnlyDictionary<string, PoolLease> leases, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var byPool = machines.ToLookup(it => it.Machine.Pool);
        var served = fleet.Pools.Where(pool => leases.ContainsKey(pool.Definition.Name)).ToList();
        var decisions = Scaler.Decide(new FleetSnapshot(
            now,
            [.. served.Select(pool => new PoolSnapshot(
                pool.Definition, pool.ProjectIds, [.. byPool[pool.Definition.Name].Select(Of)], leases[pool.Definition.Name].Failures, leases[pool.Definition.Name].FailedAt,
                RoomOf(fleet, pool, machines)))],
            fleet.Lanes));
        Decisions = decisions.ToDictionary(decision => decision.Pool);
        var known = machines.ToDictionary(it => it.Machine.Id);
        var steps = new Dictionary<string, (MachineStep Step, long Fence)>(StringComparer.Ordinal);
        var plans = new List<MachineChange>();
        foreach (var (pool, decision) in served.Zip(decisions))
        {
            var lease = leases[pool.Definition.Name];
            plans.AddRange(Enumerable.Range(0, decision.Create).Select(_ => new MachineChange(MachinePlan.New(pool, decision, now), lease.Fence, Event: true)));
            foreach (var (id, code, reason) in decision.Retire.Where(gone => !calls.IsRunning(gone.MachineId) && calls.HasRoom))
            {
                steps.Add(id, (MachineLife.Retire(known[id].Machine, known[id].Live, code, reason, null, now), lease.Fence));
            }
        }

        await CommitAsync(fleet, steps, ct);
        // Written down as planned, then as asked for, then asked for.
        var planned = plans.Count == 0 ? [] : await ledger.CommitAsync(plans, ct);
        var pools = fleet.Pools.ToDictionary(pool => pool.Definition.Name);
        await CommitAsync(
            fleet,
            planned.ToDictionary(
                machine => machine.Id,
                machine => (MachineLife.Next(new MachineNow(machine, 0, 0), pools[machine.Pool], Sight.None, fleet.Providers[machine.RevisionId].Facts, null, now)!, leases[machine.Pool].Fence)),
            ct);
    }

    async Task<IReadOnlyDictionary<string, Machine>> CommitAsync(Fleet fleet, IReadOnlyDictionary<string, (MachineStep Step, long Fence)> steps, CancellationToken ct)
    {
        if (steps.Count == 0)
        {
            return new Dictionary<string, Machine>();
        }

        var pools = fleet.Pools.ToDictionary(pool => pool.Definition.Name);
        var done = (await ledger.CommitAsync([.. steps.Values.Select(step => new MachineChange(step.Step.Next, step.Fence, step.Step.Told, step.Step.Start))], ct)).ToDictionary(machine => machine.Id);
        foreach (var machine in done.Values)
        {
            var (step, fence) = steps[machine.Id];
            if (step.Told)
            {
                Log.Stepped(log, machine.Id, machine.Pool, machine.Phase.Word(), machine.Reason);
            }

            var provider = fleet.Providers[machine.RevisionId];
            if (step.Call == ProviderCall.Start)
            {
                calls.Start(provider, machine, fleet.Order(machine, pools[machine.Pool].Definition), fence, ct);
            }
            else if (step.Call == ProviderCall.Remove)
            {
                calls.Remove(provider, machine, fence, ct);
            }
        }

        return done;
    }

    /// <summary>What a provider has and the ledger does not: of a start whose machine was given up before it came, or from before a restored backup.</summary>
    async Task RemoveOrphansAsync(IReadOnlyList<MachineNow> machines, CancellationToken ct)
    {
        var ours = machines.Select(it => it.Machine.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (provider, seen) in lookout.All.Where(pair => pair.Machine.State != SeenState.Removing && !ours.Contains(pair.Machine.MachineId)).ToList())
        {
            Log.Orphan(log, seen.Reference, seen.MachineId, seen.Pool);
            try
            {
                await provider.RemoveAsync(seen.MachineId, ct);
                Orphans++;
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                Log.RemovalFailed(log, failure, seen.MachineId);
            }
        }
    }

    /// <summary>How many were removed so far.</summary>
    public long Orphans { get; private set; }

    DateTimeOffset? Heard(Fleet fleet, Machine machine) => fleet.Heard(machine.RunnerId) is { } heard
        ? machine.Phase != MachinePhase.Starting && since > heard ? since : heard
        : machine.Phase == MachinePhase.Starting ? null : since;

    /// <summary>What a place of so many hosts has left. One that is being cleaned is not free yet.</summary>
    static int? RoomOf(Fleet fleet, ActivePool pool, IReadOnlyList<MachineNow> machines)
    {
        var place = fleet.Providers[pool.RevisionId];
        return place.Facts.Capacity is { } most ? Math.Max(0, most - machines.Count(it => it.Machine.Phase != MachinePhase.Gone && fleet.Providers.GetValueOrDefault(it.Machine.RevisionId) == place)) : null;
    }

    static MachineState Of(MachineNow it)
    {
        var machine = it.Machine;
        return new MachineState(
            machine.Id, machine.Fault is null ? machine.Phase : machine.Phase.IsCapacity() ? MachinePhase.Draining : machine.Phase, machine.Slots, it.Live, machine.UsesMost - machine.Uses,
            machine.OneProject ? machine.BoundProject : null, machine.BoundProtected, machine.FirstAskedAt ?? machine.PlannedAt, machine.IdleSince);
    }
}
