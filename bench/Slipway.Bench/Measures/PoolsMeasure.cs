using System.Diagnostics;
using Slipway.Bench.Machines;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Scaling;

namespace Slipway.Bench.Measures;

/// <summary>
/// Our scaler against models of GitLab Runner's two, on the same trace: each with many settings, since a setting trades waits for cost. Compared is what each
/// can reach at equal cost, and at an equal wait.
/// </summary>
static class PoolsMeasure
{
    const int Seed = 20261124;

    /// <summary>What docs/pools.md tells a team of this size to begin with; the claims are about it, and the table has the others.</summary>
    const string Recommended = "slipway, idle 5, idle_time 1 min";

    public static Task RunAsync(Workspace workspace, Report report)
    {
        _ = workspace;
        var sample = JobTrace.Make(Seed);
        Report.Say($"a trace of {sample.Pipelines.Count} pipelines, {sample.Jobs} jobs");
        var dockers = Each(from idle in (int[])[0, 2, 5, 10, 20, 40, 80, 120] from factor in (double[])[0, 0.5, 1] from time in (double[])[60, 300, 1800] select new DockerMachinePolicy(idle, factor, time));
        var fleets = Each(from idle in (int[])[0, 2, 5, 10, 20, 40, 80, 120] from factor in (double[])[0, 0.25, 0.5, 1] from preemptive in (bool[])[false, true] from time in (double[])[60, 300, 1800]
            where idle > 0 || !preemptive select new FleetingPolicy(idle, factor, preemptive, time));
        var ours = Each(from idle in (int[])[0, 2, 5, 10] from factor in (double[])[0, 0.25, 0.5] from time in (double[])[1, 2, 5, 10] select new SlipwayPolicy(idle, factor, TimeSpan.FromMinutes(time), true));
        var (rows, ratios) = (new List<SimResult>(), new List<IReadOnlyList<string>>());
        foreach (var (name, peers) in ((string, IReadOnlyList<SimResult>)[])[("docker+machine", dockers), ("fleeting", fleets)])
        {
            foreach (var mine in ours.Where(one => !ours.Any(other => other.Cost < one.Cost && other.P99 <= one.P99)))
            {
                var (cost, wait) = Compare(mine, peers, rows);
                rows.Add(mine);
                ratios.Add([mine.Policy, name, $"{wait:0.00}", double.IsNaN(cost) ? "no setting waits so little" : $"{cost:0.00}"]);
                if (mine.Policy == Recommended)
                {
                    report.AtMost($"pools: our p99 wait against {name}'s best at equal cost, times", wait, 0.5);
                    report.AtMost($"pools: our cost against {name}'s cheapest of an equal p99 wait, times", cost, 0.7);
                }
            }
        }

        Report.Table(
            $"{sample.Jobs} jobs of five days; waits in seconds, cost in machine hours", ["policy", "p50", "p90", "p99", "cost", "machines", "most at once"],
            rows.DistinctBy(row => row.Policy).OrderBy(row => row.Cost).Select(row => (string[])[row.Policy, $"{row.P50:0.0}", $"{row.P90:0.0}", $"{row.P99:0.0}", $"{row.Cost:0}", $"{row.Machines}", $"{row.Most}"]));
        Report.Table("Ours against theirs, for each of our settings that no other of ours beats", ["ours", "against", "p99 wait at equal cost", "cost at equal p99 wait"], ratios);
        Decision(report);
        return Task.CompletedTask;

        static IReadOnlyList<SimResult> Each(IEnumerable<IScalePolicy> policies) => [.. policies.AsParallel().AsOrdered().Select(policy => new Simulation(JobTrace.Make(Seed), policy, Seed).Run())];
    }

    /// <summary>Of our p99 to the best p99 that the peer reaches at no more than our cost, and of our cost to the least that it needs to wait no longer.</summary>
    static (double Cost, double Wait) Compare(SimResult mine, IReadOnlyList<SimResult> peers, List<SimResult> shown)
    {
        var equalCost = peers.Where(peer => peer.Cost <= mine.Cost).MinBy(peer => peer.P99);
        var equalWait = peers.Where(peer => peer.P99 <= mine.P99).MinBy(peer => peer.Cost);
        shown.AddRange(new[] { equalCost, equalWait }.OfType<SimResult>());
        return (equalWait is null ? double.NaN : mine.Cost / equalWait.Cost, equalCost is null ? double.NaN : mine.P99 / equalCost.P99);
    }

    static void Decision(Report report)
    {
        var random = new Random(Seed);
        string[] kinds = ["amd64", "arm64", "armhf", "large", "sign", "docker"];
        var pools = Enumerable.Range(0, 20).Select(number => new PoolSnapshot(
            new PoolDefinition { Name = $"pool-{number}", Provider = "dummy", Tags = [.. kinds.Where((_, kind) => (number + kind) % 3 == 0)], RunUntagged = number % 4 == 0, Trusted = number % 7 == 0, Max = 500, Idle = 5 },
            null,
            [.. Enumerable.Range(0, 250).Select(machine => new MachineState(
                $"m{number}-{machine}", (MachinePhase)(1 + random.Next(6)), 1, random.Next(2), 1, machine % 3 == 0 ? random.Next(500) : null, machine % 3 == 0 ? true : null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch))])).ToList();
        var lanes = Enumerable.Range(0, 100_000).Select(_ => (Project: (long)random.Next(2_000), Protected: random.Next(4) == 0, Tag: kinds[random.Next(kinds.Length)]))
            .GroupBy(job => job).Select(lane => new LaneDemand(lane.Key.Project, lane.Key.Protected, [lane.Key.Tag], lane.Count())).ToList();
        var snapshot = new FleetSnapshot(DateTimeOffset.UnixEpoch.AddDays(1), pools, lanes);
        var times = new Times();
        for (var round = 0; round < 30; round++)
        {
            var watch = Stopwatch.StartNew();
            Scaler.Decide(snapshot);
            times.Add(watch.Elapsed.TotalSeconds);
        }

        Report.Table($"One decision: 100,000 pending jobs of {lanes.Count:N0} kinds, 5,000 machines, 20 pools", ["milliseconds, median", "worst"], [[$"{times.Median * 1000:0.0}", $"{times.All.Max() * 1000:0.0}"]]);
        report.AtMost("pools: one decision for 100,000 jobs and 5,000 machines, milliseconds", times.Median * 1000, 50);
    }
}
