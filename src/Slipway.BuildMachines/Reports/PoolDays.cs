using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Reports;

/// <summary>The figures of a pool's last 24 hours: waits, errors, costs and blame.</summary>
static class PoolDays
{
    /// <param name="late">Jobs that wait longer than the goal now: nothing that is broken looks well because nothing begins.</param>
    public static PoolDay Of(
        PoolDefinition pool, IReadOnlyList<Machine> machines, IReadOnlyList<PoolAttempt> attempts, int late, IReadOnlyDictionary<long, string> names, DateTimeOffset since, DateTimeOffset now)
    {
        var waits = attempts.Where(attempt => attempt.Number == 1 && attempt.QueuedAt is not null).Select(attempt => attempt.AssignedAt - attempt.QueuedAt!.Value).Order().ToList();
        var started = machines.Where(machine => machine.FirstAskedAt > since).ToList();
        var cost = machines.Sum(machine => MachineCost.Of(machine, since, now));
        return new PoolDay(
            waits.Count, waits.Count + late == 0 ? 1 : waits.Count(wait => wait <= PoolGoals.Soon) / (double)(waits.Count + late), Part(waits, 0.5), Part(waits, 0.99),
            attempts.Count == 0 ? 0 : attempts.Count(attempt => attempt.IsMachines) / (double)attempts.Count,
            started.Count, started.Count(machine => machine.Fault is not null), Math.Round(cost, 4), Costs(machines, attempts, names, cost, since, now), Blame(pool, started, attempts, names));
    }

    static IReadOnlyList<ProjectCost> Costs(
        IReadOnlyList<Machine> machines, IReadOnlyList<PoolAttempt> attempts, IReadOnlyDictionary<long, string> names, double cost, DateTimeOffset since, DateTimeOffset now)
    {
        var byId = machines.ToDictionary(machine => machine.Id);
        var costs = attempts.Where(attempt => byId.ContainsKey(attempt.MachineId)).GroupBy(attempt => attempt.ProjectId).Select(project => new ProjectCost(
                names[project.Key],
                Math.Round(
                    project.Sum(attempt => byId[attempt.MachineId] is var machine
                        ? Math.Max(0, ((attempt.EndedAt ?? now) - (attempt.AssignedAt > since ? attempt.AssignedAt : since)).TotalHours) * machine.CostPerHour / machine.Slots
                        : 0),
                    4)))
            .Where(project => project.Cost > 0).OrderByDescending(project => project.Cost).ToList();
        var idle = Math.Round(cost - costs.Sum(project => project.Cost), 4);
        return cost == 0 ? [] : [.. costs, new ProjectCost("(idle)", Math.Max(0, idle))];
    }

    static IReadOnlyList<BlameCount> Blame(PoolDefinition pool, IReadOnlyList<Machine> started, IReadOnlyList<PoolAttempt> attempts, IReadOnlyDictionary<long, string> names)
    {
        var served = started.Count(machine => machine.ReadyAt is not null);
        var image = pool.Machine.Values.TryGetValue("image", out var named) && named.Count > 0 ? named[0] : pool.Name;
        List<BlameCount> all =
        [
            new("provider", pool.Provider, started.Count(machine => machine.Fault == MachineFault.Provider), served),
            new("image", image, started.Count(machine => machine.Fault == MachineFault.Image), served),
            .. attempts.GroupBy(attempt => attempt.MachineId).Select(machine => new BlameCount("machine", machine.Key, machine.Count(attempt => attempt.IsMachines), machine.Count(IsGood))),
            .. attempts.GroupBy(attempt => (attempt.ProjectId, attempt.JobName))
                .Select(job => new BlameCount("job", $"{names[job.Key.ProjectId]} {job.Key.JobName}", job.Count(attempt => attempt.IsMachines), job.Count(IsGood))),
        ];
        return [.. all.Where(one => one.Bad > 0).OrderByDescending(one => one.Bad).Take(20)];

        static bool IsGood(PoolAttempt attempt) => attempt.End is AttemptEnd.Success or AttemptEnd.Failed && !attempt.IsMachines;
    }

    /// <summary>Seconds.</summary>
    static double Part(List<TimeSpan> sorted, double part) => sorted.Count == 0 ? 0 : Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))].TotalSeconds, 1);
}
