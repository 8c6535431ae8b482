using Slipway.BuildMachines.Machines;

namespace Slipway.BuildMachines.Reports;

/// <summary>What a machine costs, as its bill is made: from when it was asked for until it is gone, rounded up to the unit.</summary>
static class MachineCost
{
    /// <summary>The part of the bill that falls between two times.</summary>
    public static double Of(Machine machine, DateTimeOffset from, DateTimeOffset to)
    {
        if (machine.FirstAskedAt is not { } start || machine.CostPerHour == 0)
        {
            return 0;
        }

        var end = machine.GoneAt ?? to;
        var paid = start + TimeSpan.FromTicks((long)Math.Ceiling((end - start).Ticks / (double)machine.BillingUnit.Ticks) * machine.BillingUnit.Ticks);
        var (first, last) = (start > from ? start : from, machine.GoneAt is null ? to : paid);
        return last > first ? (last - first).TotalHours * machine.CostPerHour : 0;
    }
}
