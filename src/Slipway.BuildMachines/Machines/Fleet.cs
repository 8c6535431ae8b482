using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Scaling;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Machines;

/// <summary>What the manager has before it for one pass.</summary>
/// <param name="Providers">By pool revision: the current ones, and those that machines still live by. Revisions with the same settings share one.</param>
/// <param name="Heard">The last word of a runner, by its number.</param>
/// <param name="Order">What a machine is started with.</param>
sealed record Fleet(
    IReadOnlyList<ActivePool> Pools, IReadOnlyDictionary<long, IMachineProvider> Providers, IReadOnlyList<LaneDemand> Lanes,
    Func<long, DateTimeOffset?> Heard, Func<Machine, PoolDefinition, MachineOrder> Order);

/// <summary>A pool that is served, and the revision that new machines are made by.</summary>
/// <param name="ProjectIds">Of the projects that it serves; null: all.</param>
sealed record ActivePool(PoolDefinition Definition, long RevisionId, IReadOnlySet<long>? ProjectIds)
{
    public bool Serves(LaneKey lane) => (ProjectIds?.Contains(lane.ProjectId) ?? true) && Definition.Serves(lane.Protected, lane.Tags);
}
