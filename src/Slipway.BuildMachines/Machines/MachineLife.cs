using Slipway.BuildMachines.Pools;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Machines;

/// <summary>
/// The next step of one machine's life: a pure function of what is known. Nothing here removes a machine with a live job: it drains, and the ledger
/// refuses the rest.
/// </summary>
static class MachineLife
{
    /// <summary>After how long without a word an idle machine's runner counts as dead. It asks for a job every minute at least.</summary>
    public static readonly TimeSpan SilentAfter = TimeSpan.FromMinutes(3);

    /// <param name="active">Its pool; null where the pool was removed: its machines go.</param>
    /// <param name="heard">Its runner's last word; silence before the manager was there does not count.</param>
    /// <returns>Null where there is nothing to do.</returns>
    public static MachineStep? Next(MachineNow it, ActivePool? active, Sight sight, ProviderFacts facts, DateTimeOffset? heard, DateTimeOffset now)
    {
        var machine = it.Machine.NotAfter(now);
        var pool = active?.Definition;
        var outdated = active is not null && active.RevisionId != machine.RevisionId;
        var step = machine.Phase switch
        {
            MachinePhase.Planned => pool is null || outdated ? Gone(machine, "not-needed", "Its pool was changed before it was started.", now) : Start(machine, now),
            MachinePhase.Starting => OfStarting(machine, it.Live, pool is null || outdated, sight, facts, heard, now),
            MachinePhase.Ready or MachinePhase.Reserved or MachinePhase.Busy => OfServing(machine, it, pool, outdated, sight, facts, heard, now),
            MachinePhase.Draining => it.Live == 0 ? Remove(machine, machine.Code, machine.Reason, machine.Fault, now) : null,
            MachinePhase.Removing => OfRemoving(machine, sight, facts, now),
            _ => null,
        };
        return step ?? (machine == it.Machine ? null : new MachineStep(machine, ProviderCall.None, Told: false));
    }

    /// <summary>Ends its use: at once where it has no job, else after its jobs.</summary>
    public static MachineStep Retire(Machine machine, int live, string code, string reason, MachineFault? fault, DateTimeOffset now) => live == 0
        ? Remove(machine, code, reason, fault, now)
        : new(Into(machine with { Fault = fault ?? machine.Fault }, MachinePhase.Draining, code, reason, now), ProviderCall.None);

    static MachineStep? OfStarting(Machine machine, int live, bool unwanted, Sight sight, ProviderFacts facts, DateTimeOffset? heard, DateTimeOffset now)
    {
        if (heard >= machine.FirstAskedAt || live > 0)
        {
            var after = now - (machine.FirstAskedAt ?? now);
            return new(
                Into(machine with { ReadyAt = now, IdleSince = now, NextTryAt = null, Reference = machine.Reference ?? sight.Machine?.Reference }, MachinePhase.Ready, "ready", $"Its runner spoke {after.TotalSeconds:0.0} s after it was asked for.", now),
                ProviderCall.None) { Start = StartResult.Well };
        }

        if (unwanted)
        {
            return Remove(machine, "not-needed", "Its pool was changed or removed.", null, now);
        }

        if (sight.IsEnded)
        {
            return Failed(machine, "ended", $"It ended before its runner spoke{Because(sight)}.", MachineFault.Image, now);
        }

        if (now - machine.FirstAskedAt > facts.StartWithin)
        {
            return Failed(
                machine, "never-spoke", $"Its runner did not speak within {facts.StartWithin.TotalSeconds:0} s.", machine.Reference is null && sight.Machine is null ? MachineFault.Provider : MachineFault.Image, now);
        }

        if (machine.Reference is null)
        {
            return sight.Machine is { } seen ? new(machine with { Reference = seen.Reference, NextTryAt = null }, ProviderCall.None, Told: false)
                : Backoff.IsDue(machine.NextTryAt, now) ? Start(machine, now)
                : null;
        }

        return sight.IsMissing(machine.AskedAt, facts.ListLag)
            ? Failed(machine, "vanished", "The provider made it, and no longer lists it.", MachineFault.Provider, now)
            : null;
    }

    static MachineStep? OfServing(Machine machine, MachineNow it, PoolDefinition? pool, bool outdated, Sight sight, ProviderFacts facts, DateTimeOffset? heard, DateTimeOffset now)
    {
        if (machine.UsedUp && it.Live == 0)
        {
            return Remove(machine, "used-up", machine.UsesMost == 1 ? "It was for one job, and had it." : $"It had its {machine.UsesMost} jobs.", null, now);
        }

        if (sight.IsEnded || sight.IsMissing(machine.AskedAt, facts.ListLag))
        {
            return Retire(machine, it.Live, "lost", sight.IsEnded ? $"It ended by itself{Because(sight)}." : "The provider no longer lists it.", machine.UsedUp ? null : MachineFault.Machine, now);
        }

        if (pool is null || now - machine.PlannedAt > pool.LongestLife)
        {
            return pool is null
                ? Retire(machine, it.Live, "not-needed", "Its pool was removed.", null, now)
                : Retire(machine, it.Live, "old", $"It is older than {pool.LongestLife.TotalHours:0.#} hours.", null, now);
        }

        if (outdated && (it.Live == 0 || !machine.UsedUp))
        {
            return Retire(machine, it.Live, "outdated", "Its pool makes other machines now.", null, now);
        }

        if (it.Live > 0)
        {
            return it.Unconfirmed == it.Live || machine.Phase == MachinePhase.Busy
                ? null
                : new(Into(machine with { IdleSince = null }, MachinePhase.Busy, "job", machine.Code == "job" ? machine.Reason : "It runs a job.", now), ProviderCall.None);
        }

        if (now - Later(heard, machine.ReadyAt) > SilentAfter && now - machine.PhaseAt > SilentAfter)
        {
            return Remove(machine, "silent", $"Its runner was last heard of at {heard:yyyy-MM-dd HH:mm:ss} UTC.", MachineFault.Machine, now);
        }

        return machine.Phase == MachinePhase.Ready
            ? null
            : new(Into(machine with { IdleSince = now }, MachinePhase.Ready, "job-ended", "Its job ended.", now), ProviderCall.None);
    }

    static MachineStep? OfRemoving(Machine machine, Sight sight, ProviderFacts facts, DateTimeOffset now)
    {
        if (sight.Machine is null && sight.At > machine.RemovedAt && (machine.AskedAt is null || sight.IsMissing(machine.AskedAt, facts.ListLag)))
        {
            return Gone(machine, machine.Code, machine.Reason, now);
        }

        return Backoff.IsDue(machine.NextTryAt, now)
            ? new(machine with { Removals = machine.Removals + 1, NextTryAt = now + Backoff.OfRemoval(machine.Removals + 1) }, ProviderCall.Remove, Told: false)
            : null;
    }

    static MachineStep Start(Machine machine, DateTimeOffset now)
    {
        var tries = machine.Starts + 1;
        var asked = machine with { Starts = tries, AskedAt = now, FirstAskedAt = machine.FirstAskedAt ?? now, NextTryAt = now + Backoff.OfStart(tries) };
        return tries == 1
            ? new(Into(asked, MachinePhase.Starting, machine.Code, machine.Reason, now), ProviderCall.Start)
            : new(asked, ProviderCall.Start, Told: false);
    }

    static MachineStep Failed(Machine machine, string code, string reason, MachineFault fault, DateTimeOffset now) =>
        Remove(machine, code, reason, fault, now) with { Start = StartResult.Failed };

    static MachineStep Remove(Machine machine, string code, string reason, MachineFault? fault, DateTimeOffset now) => new(
        Into(machine with { Fault = fault ?? machine.Fault, Removals = 1, NextTryAt = now + Backoff.OfRemoval(1) }, MachinePhase.Removing, code, reason, now), ProviderCall.Remove);

    static MachineStep Gone(Machine machine, string code, string reason, DateTimeOffset now) =>
        new(Into(machine with { GoneAt = now }, MachinePhase.Gone, code, reason, now), ProviderCall.None);

    static Machine Into(Machine machine, MachinePhase phase, string code, string reason, DateTimeOffset now) =>
        machine with { Phase = phase, Code = code, Reason = reason, PhaseAt = now };

    static DateTimeOffset? Later(DateTimeOffset? one, DateTimeOffset? other) => one > other || other is null ? one : other;

    static string Because(Sight sight) => sight.Machine?.Why is { Length: > 0 } why ? $" ({why})" : "";
}
