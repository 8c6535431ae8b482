using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;

namespace Slipway.BuildMachines.Scaling;

/// <summary>Jobs that differ in nothing that matters to machines.</summary>
/// <param name="Tags">Sorted.</param>
/// <param name="Pending">How many wait now.</param>
/// <param name="Coming">How many will wait by the time that a machine started now is ready.</param>
sealed record LaneDemand(long ProjectId, bool Protected, IReadOnlyList<string> Tags, int Pending, int Coming = 0);

/// <summary>All that the scaler decides from.</summary>
sealed record FleetSnapshot(DateTimeOffset Now, IReadOnlyList<PoolSnapshot> Pools, IReadOnlyList<LaneDemand> Lanes);

/// <param name="Accepts">Whether the pool serves a project; null: all.</param>
/// <param name="Machines">All that are not gone.</param>
/// <param name="Failures">Starts that failed in a row.</param>
/// <param name="Room">Machines that its place can still hold; null where the place has no bound of its own.</param>
sealed record PoolSnapshot(PoolDefinition Pool, IReadOnlySet<long>? Accepts, IReadOnlyList<MachineState> Machines, int Failures = 0, DateTimeOffset? FailedAt = null, int? Room = null);

/// <param name="Live">Jobs that it has.</param>
/// <param name="UsesLeft">Jobs that it may still be given.</param>
/// <param name="Project">The only project whose jobs it takes, or null.</param>
/// <param name="Protected">The only trust that it takes, or null.</param>
/// <param name="Since">When its bill began.</param>
readonly record struct MachineState(
    string Id, MachinePhase Phase, int Slots, int Live, int UsesLeft, long? Project, bool? Protected, DateTimeOffset Since, DateTimeOffset? IdleSince)
{
    /// <summary>Jobs that it can take now, or once it is ready.</summary>
    public int Free => Phase.IsCapacity() ? Math.Max(0, Math.Min(Slots - Live, UsesLeft)) : 0;
}

/// <param name="Create">Machines to start now.</param>
/// <param name="Retire">Idle machines to remove, with the reason of each.</param>
/// <param name="Demand">Jobs that run here or wait for this pool.</param>
/// <param name="Coming">Jobs that will wait soon, and count as demand.</param>
/// <param name="Capacity">Jobs that its machines can have at once, those that start counted.</param>
/// <param name="IdleTarget">Machines that are to be idle.</param>
/// <param name="Short">Jobs for which no machine is there or is started now.</param>
/// <param name="Why">Why not more, where jobs wait: the maximum, the growth rate, failing starts.</param>
sealed record PoolDecision(
    string Pool, int Create, IReadOnlyList<Retirement> Retire, int Demand, int Coming, int Capacity, int IdleTarget, int Short, string? Why);

sealed record Retirement(string MachineId, string Code, string Reason);
