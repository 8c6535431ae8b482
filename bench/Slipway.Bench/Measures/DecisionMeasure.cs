using System.Diagnostics;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Scaling;

namespace Slipway.Bench.Measures;

/// <summary>One decision of the scaler where a hundred thousand jobs wait and five thousand machines are there.</summary>
static class DecisionMeasure
{
    public static void Run(Report report)
    {
        var random = new Random(20261124);
        string[] kinds = ["amd64", "arm64", "armhf", "large", "sign", "docker"];
        var pools = Enumerable.Range(0, 20).Select(number => new PoolSnapshot(
            new PoolDefinition { Name = $"pool-{number}", Provider = "dummy", Tags = [.. kinds.Where((_, kind) => (number + kind) % 3 == 0)], RunUntagged = number % 4 == 0, Trusted = number % 7 == 0, Max = 500, Idle = 5 },
            null,
            [.. Enumerable.Range(0, 250).Select(machine => new MachineState(
                $"m{number}-{machine}", (MachinePhase)(1 + random.Next(6)), 1, random.Next(2), 1, machine % 3 == 0 ? random.Next(500) : null, machine % 3 == 0 ? true : null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch))])).ToList();
        var lanes = Enumerable.Range(0, 100_000).Select(_ => (Project: (long)random.Next(2_000), Protected: random.Next(4) == 0, Tag: kinds[random.Next(kinds.Length)]))
            .GroupBy(job => job).Select(lane => new LaneDemand(lane.Key.Project, lane.Key.Protected, [lane.Key.Tag], lane.Count())).ToList();
        var snapshot = new FleetSnapshot(DateTimeOffset.UnixEpoch.AddDays(1), pools, lanes);
        var (times, first) = (new Times(), 0.0);
        for (var round = 0; round <= 30; round++)
        {
            var watch = Stopwatch.StartNew();
            Scaler.Decide(snapshot);
            if (round == 0)
            {
                first = watch.Elapsed.TotalSeconds; // with the compiler's work
            }
            else
            {
                times.Add(watch.Elapsed.TotalSeconds);
            }
        }

        Report.Table($"One decision: 100,000 pending jobs of {lanes.Count:N0} kinds, 5,000 machines, 20 pools", ["milliseconds, median", "worst of 30", "the process's first"], [[$"{times.Median * 1000:0.0}", $"{times.All.Max() * 1000:0.0}", $"{first * 1000:0.0}"]]);
        report.AtMost("pools: one decision for 100,000 jobs and 5,000 machines, milliseconds, the worst of 30 after the first", times.All.Max() * 1000, 50);
    }
}
