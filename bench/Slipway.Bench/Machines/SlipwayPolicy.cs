using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Scaling;

namespace Slipway.Bench.Machines;

/// <summary>The server's own scaler, as it is.</summary>
/// <param name="uses">Jobs before a machine is replaced.</param>
sealed class SlipwayPolicy(int idle, TimeSpan idleTime, int uses, bool lookAhead = true) : IScalePolicy
{
    static readonly DateTimeOffset Monday = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    readonly PoolDefinition pool = new()
    {
        Name = "bench", Provider = "dummy", Tags = [], RunUntagged = true, Max = 1000, Growth = 1000, Idle = idle, IdleTime = idleTime, Uses = uses, Reuse = ReusePolicy.Any,
    };

    public string Name => $"slipway, idle {idle}, idle_time {idleTime.TotalMinutes:0.#} min{(lookAhead ? "" : ", look_ahead off")}";

    public double Interval => 2;

    public ScaleOrder Decide(FleetView view)
    {
        var machines = new MachineState[view.Machines.Count];
        for (var index = 0; index < machines.Length; index++)
        {
            var machine = view.Machines[index];
            var (ready, busy) = (machine.IsReady(view.Now), machine.Job is not null);
            machines[index] = new MachineState(
                $"{index}", !ready ? MachinePhase.Starting : busy ? MachinePhase.Busy : MachinePhase.Ready, 1, busy ? 1 : 0, uses - machine.Uses, null, null,
                Monday.AddSeconds(machine.StartedAt), ready && !busy ? Monday.AddSeconds(machine.IdleSince) : null);
        }

        var coming = lookAhead ? view.Coming() : 0;
        var decision = Scaler.Decide(new FleetSnapshot(
            Monday.AddSeconds(view.Now), [new PoolSnapshot(pool, null, machines)], view.Pending + coming > 0 ? [new LaneDemand(1, false, [], view.Pending, coming)] : [])).Single();
        return new ScaleOrder(decision.Create, [.. decision.Retire.Select(gone => view.Machines[int.Parse(gone.MachineId, System.Globalization.CultureInfo.InvariantCulture)])]);
    }
}
