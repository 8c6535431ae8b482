using System.Diagnostics.Metrics;
using Slipway.BuildMachines.Reports;

namespace Slipway.BuildMachines.Machines;

/// <summary>Figures of pools and machines. Pools are the admins' names, and few; machines are counted, not named.</summary>
sealed class MachineMetrics
{
    public MachineMetrics(IMeterFactory meters, MachineManager manager, PoolAlerts alerts)
    {
        var meter = meters.Create("Slipway.BuildMachines");
        meter.CreateObservableGauge("slipway_pool_demand", () => Each(manager, decision => decision.Demand), null, "Jobs that a pool runs, that wait for it, or will soon");
        meter.CreateObservableGauge("slipway_pool_capacity", () => Each(manager, decision => decision.Capacity), null, "Jobs that a pool's machines can have at once");
        meter.CreateObservableGauge("slipway_pool_short", () => Each(manager, decision => decision.Short), null, "Jobs for which a pool neither has nor starts a machine");
        meter.CreateObservableGauge(
            "slipway_pool_failing_starts", () => manager.Keeper.Leases.Select(lease => new Measurement<long>(lease.Value.Failures, new KeyValuePair<string, object?>("pool", lease.Key))), null,
            "Starts of machines that failed in a row");
        meter.CreateObservableGauge("slipway_pool_alerts", () => alerts.Now.Select(alert => new Measurement<long>(1, new("pool", alert.Pool), new("goal", alert.Goal))), null, "Goals that a pool misses");
        meter.CreateObservableGauge("slipway_pool_provider_silent", () => (long)manager.Keeper.Troubles.Count, null, "Pools whose provider can't be asked for its list");
        meter.CreateObservableGauge(
            "slipway_machines", () => manager.Keeper.Phases.Select(phase => new Measurement<long>(phase.Value, new("pool", phase.Key.Pool), new("phase", phase.Key.Phase.Word()))), null, "Machines by phase");
        meter.CreateObservableGauge("slipway_machines_stuck", () => manager.Keeper.Stuck, null, "Machines whose removal failed more than five times; a person should look");
        meter.CreateObservableCounter("slipway_machine_orphans", () => manager.Keeper.Orphans, null, "Objects of providers that were no machine's, and were removed");
    }

    static IEnumerable<Measurement<long>> Each(MachineManager manager, Func<Scaling.PoolDecision, long> value) =>
        manager.Keeper.Decisions.Select(decision => new Measurement<long>(value(decision.Value), new KeyValuePair<string, object?>("pool", decision.Key)));
}
