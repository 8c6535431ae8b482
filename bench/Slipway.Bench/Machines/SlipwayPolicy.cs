using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Scaling;

namespace Slipway.Bench.Machines;

/// <summary>The server's own scaler, as it is.</summary>
sealed class SlipwayPolicy(int idle, double scale, TimeSpan idleTime, bool lookAhead) : IScalePolicy
{
    static readonly DateTimeOffset Monday = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    readonly PoolDefinition pool = new()
    {
        Name = "bench", Provider = "dummy", Tags = [], RunUntagged = true, Max = 1000, Growth = 1000, Idle = idle, IdleScale = scale, IdleTime = idleTime, Uses = 1_000_000, Reuse = ReusePolicy.Any,
    };

    public string Name => $"slipway, idle {idle}{(scale > 0 ? $", idle_scale_factor {scale}" : "")}, idle_time {idleTime.TotalMinutes:0.#} min{(lookAhead ? "" : ", look_ahead off")}";

    public double Interval => 2;

    public ScaleOrder Decide(FleetView view)
    {
        var byId = view.Machines.ToDictionary(machine => $"{machine.Id}");
        var machines = view.Machines.Select(machine => new MachineState(
            $"{machine.Id}", !machine.IsReady(view.Now) ? MachinePhase.Starting : machine.Job is null ? MachinePhase.Ready : MachinePhase.Busy, 1, machine.Job is null ? 0 : 1, 1_000, null, null,
            Monday.AddSeconds(machine.StartedAt), machine.Job is null && machine.IsReady(view.Now) ? Monday.AddSeconds(machine.IdleSince) : null));
        var coming = lookAhead ? view.Coming() : 0;
        var decision = Scaler.Decide(new FleetSnapshot(
            Monday.AddSeconds(view.Now), [new PoolSnapshot(pool, null, [.. machines])], view.Pending + coming > 0 ? [new LaneDemand(1, false, [], view.Pending, coming)] : [])).Single();
        return new ScaleOrder(decision.Create, [.. decision.Retire.Select(gone => byId[gone.MachineId])]);
    }
}
