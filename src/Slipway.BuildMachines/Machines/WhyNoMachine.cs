using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Queue;

namespace Slipway.BuildMachines.Machines;

/// <summary>What the pools do about a job that waits, in a sentence.</summary>
sealed class WhyNoMachine(PoolBook book, MachineManager manager)
{
    /// <param name="tell">Names of pools, and what their providers say, are not for everybody.</param>
    /// <returns>Null where no pool serves such jobs.</returns>
    public string? Of(LaneKey lane, bool tell)
    {
        var serving = book.Pools.Where(pool => pool.Serves(lane)).ToList();
        return serving.Count == 0 ? null : string.Join(' ', serving.Select(pool => Of(pool.Definition, tell)).Distinct());
    }

    string Of(PoolDefinition pool, bool tell)
    {
        var who = tell ? $"Pool {pool.Name}" : "A pool of machines";
        var keeper = manager.Keeper;
        int In(MachinePhase phase) => keeper.Phases.GetValueOrDefault((pool.Name, phase));
        var starting = In(MachinePhase.Planned) + In(MachinePhase.Starting);
        return keeper.Troubles.TryGetValue(pool.Name, out var trouble) ? $"{who} can't ask its provider for machines{(tell ? $": {trouble}" : "")}."
            : pool.Max == 0 ? $"{who} is closed: it may have no machine."
            : keeper.Decisions.GetValueOrDefault(pool.Name)?.Why is { } why ? $"{who} starts no more machines for it now: {why}.{(starting > 0 ? $" {Count(starting)} starting." : "")}"
            : starting > 0 ? $"{who} will run it: {Count(starting)} starting."
            : $"{who} will run it: {In(MachinePhase.Busy) + In(MachinePhase.Reserved)} of its machines are busy, and one is about to be started.";
    }

    static string Count(int machines) => machines == 1 ? "1 machine is" : $"{machines} machines are";
}
