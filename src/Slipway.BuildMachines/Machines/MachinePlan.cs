using System.Security.Cryptography;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Scaling;

namespace Slipway.BuildMachines.Machines;

/// <summary>A machine before anybody was asked for it.</summary>
static class MachinePlan
{
    public static Machine New(ActivePool pool, PoolDecision why, DateTimeOffset now) => new()
    {
        Id = NewId(),
        Pool = pool.Definition.Name,
        RevisionId = pool.RevisionId,
        Phase = MachinePhase.Planned,
        Code = why.Demand > 0 ? "demand" : "idle-target",
        Reason = $"{(why.Demand == 0 ? "" : $"{Count(why.Demand, "job")}{(why.Coming > 0 ? $", {why.Coming} of them soon" : "")}; ")}{Count(why.IdleTarget, "machine")} to be idle.",
        PhaseAt = now,
        PlannedAt = now,
        Slots = pool.Definition.JobsAtOnce,
        UsesMost = pool.Definition.Trusted ? 1 : pool.Definition.Uses,
        Trusted = pool.Definition.Trusted,
        OneProject = pool.Definition.Reuse == ReusePolicy.Project,
        CostPerHour = pool.Definition.CostPerHour,
        BillingUnit = pool.Definition.BillingUnit,
    };

    static string Count(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";

    static string NewId() => "m" + RandomNumberGenerator.GetString("0123456789abcdefghijklmnopqrstuvwxyz", 19);
}
