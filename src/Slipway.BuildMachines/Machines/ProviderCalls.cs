using Microsoft.Extensions.Logging;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Machines;

/// <summary>
/// Carries out what was written down: each call of a provider runs by itself, so that a slow one holds up nothing, and one machine has one call at a
/// time. What it says is written down as the next version of the machine; where that has moved on meanwhile, the next pass sees to it.
/// </summary>
sealed class ProviderCalls(IMachineLedger ledger, TimeProvider time, ILogger log)
{
    const int MostAtOnce = 64;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    readonly Dictionary<string, Task> running = new(StringComparer.Ordinal);

    /// <summary>Machines with a call under way.</summary>
    public bool IsRunning(string machineId) => running.TryGetValue(machineId, out var call) && !call.IsCompleted;

    public void Start(IMachineProvider provider, Machine machine, MachineOrder order, long fence, CancellationToken ct) =>
        running[machine.Id] = StartAsync(provider, machine, order, fence, ct);

    public void Remove(IMachineProvider provider, Machine machine, long fence, CancellationToken ct) =>
        running[machine.Id] = RemoveAsync(provider, machine, fence, ct);

    /// <summary>Forgets the calls that are over, and throws what they threw: nothing but the end of the manager.</summary>
    public async Task SettleAsync(bool all)
    {
        foreach (var (id, call) in running.Where(entry => all || entry.Value.IsCompleted).ToList())
        {
            running.Remove(id);
            await call;
        }
    }

    /// <summary>Whether one more call may be made now; the rest waits for the next pass.</summary>
    public bool HasRoom => running.Count(entry => !entry.Value.IsCompleted) < MostAtOnce;

    async Task StartAsync(IMachineProvider provider, Machine machine, MachineOrder order, long fence, CancellationToken ct)
    {
        StartOutcome outcome;
        try
        {
            using var patience = Patient(ct);
            outcome = await provider.StartAsync(order, patience.Token);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.StartLost(log, failure, machine.Id, machine.Pool);
            await CommitAsync(machine with { Code = "start-failed", Reason = $"The provider could not be asked, or its answer was lost: {Cut(failure.Message)}" }, fence, told: true, StartResult.Nothing);
            return;
        }

        var now = time.GetUtcNow();
        switch (outcome)
        {
            case StartOutcome.Started { Reference: var reference }:
                await CommitAsync(machine with { Reference = reference, AskedAt = now, NextTryAt = null, Code = "accepted", Reason = $"The provider makes it as {reference}." }, fence, told: true, StartResult.Nothing);
                break;
            case StartOutcome.NoRoom { Why: var why }:
                await CommitAsync(Failed(machine, "no-room", $"The provider has no room: {Cut(why)}", MachineFault.Provider, now), fence, told: true, StartResult.NoRoom);
                break;
            case StartOutcome.Refused { Why: var why }:
                await CommitAsync(Failed(machine, "refused", $"The provider refuses it: {Cut(why)}", MachineFault.Image, now), fence, told: true, StartResult.Failed);
                break;
        }
    }

    async Task RemoveAsync(IMachineProvider provider, Machine machine, long fence, CancellationToken ct)
    {
        try
        {
            using var patience = Patient(ct);
            await provider.RemoveAsync(machine.Id, patience.Token);
            await CommitAsync(machine with { RemovedAt = time.GetUtcNow() }, fence, told: false, StartResult.Nothing);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            Log.RemovalFailed(log, failure, machine.Id);
            await CommitAsync(machine with { Code = "removal-failed", Reason = $"Removing it failed, and is tried again: {Cut(failure.Message)}" }, fence, told: machine.Removals <= MachineKeeper.StuckAfter + 1, StartResult.Nothing);
        }

        if (machine.Removals > MachineKeeper.StuckAfter)
        {
            Log.RemovalStuck(log, machine.Id, machine.Pool, machine.Removals);
        }
    }

    Task CommitAsync(Machine next, long fence, bool told, StartResult start) => ledger.CommitAsync([new MachineChange(next, fence, told, start)], CancellationToken.None);

    // Removed all the same: an earlier try may have made it, and its answer was lost.
    static Machine Failed(Machine machine, string code, string reason, MachineFault fault, DateTimeOffset now) =>
        machine with { Phase = MachinePhase.Removing, PhaseAt = now, Code = code, Reason = reason, Fault = fault, NextTryAt = now };

    static CancellationTokenSource Patient(CancellationToken ct)
    {
        var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        return patience;
    }

    static string Cut(string text) => text.Length > 300 ? text[..300] + "…" : text;
}
