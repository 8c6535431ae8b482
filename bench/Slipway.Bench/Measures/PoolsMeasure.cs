using Slipway.Bench.Machines;

namespace Slipway.Bench.Measures;

/// <summary>
/// Our scaler against models of GitLab Runner's two, on the same traces: each peer with all settings of a grid, ours with the ones that docs/pools.md
/// tells a team to begin with. The grid and the setting were decided on before these traces were ever replayed; those that the scaler and the grid were
/// made with (seeds 20261124 and 1 to 6) are not among them. Twice: with machines that are used again, and with a fresh machine for each job.
/// </summary>
static class PoolsMeasure
{
    const int Anew = 1;
    const int Again = 1_000_000;
    static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(1);

    public static Task RunAsync(Workspace workspace, Report report)
    {
        IReadOnlyList<int> seeds = workspace.Sizes == Sizes.Quick ? [1] : [7, 8, 9, 10, 11];
        var sample = JobTrace.Make(seeds[0]);
        Report.Say($"{seeds.Count} traces; the first has {sample.Pipelines.Count} pipelines of {sample.Jobs} jobs");
        Compare(report, "machines are used again", "used again", Again, seeds);
        Compare(report, "a fresh machine for each job", "fresh", Anew, seeds);
        DecisionMeasure.Run(report);
        return Task.CompletedTask;
    }

    static void Compare(Report report, string title, string kind, int uses, IReadOnlyList<int> seeds)
    {
        var recommended = new SlipwayPolicy(5, IdleTime, uses);
        var ours = Each(from idle in (int[])[0, 2, 5, 10, 20] from lookAhead in (bool[])[true, false] select new SlipwayPolicy(idle, IdleTime, uses, lookAhead));
        var dockers = Each(from plan in IdlePlan.Grid from factor in (double[])[0, 0.5, 1] from time in (double[])[60, 600] select new DockerMachinePolicy(plan, factor, time));
        var fleets = Each(from plan in IdlePlan.Grid from factor in (double[])[0, 0.5, 1] from preemptive in (bool[])[false, true] from time in (double[])[60, 600]
            where !preemptive || plan.Base > 0 select new FleetingPolicy(plan, factor, preemptive, time));
        var mine = ours.Single(one => one.Policy == recommended.Name);
        var rows = new List<(SimResult Result, string Wait, string Cost)>();
        foreach (var (name, peers) in ((string, IReadOnlyList<SimResult>)[])[("docker+machine", dockers), ("fleeting", fleets)])
        {
            var rivalry = Rivalry.Of(mine, peers);
            rows.Add((rivalry.EqualCost, $"ours is {rivalry.Wait:0.00} of it", ""));
            rows.Add((rivalry.EqualWait, "", rivalry.EqualWait.P99 > mine.P99 ? $"ours is {rivalry.Cost:0.00} of it, and none of {peers.Count} settings waits so little" : $"ours is {rivalry.Cost:0.00} of it"));
            report.AtMost($"pools, {kind}: our p99 wait against {name}'s best of {peers.Count} settings at equal cost, times", rivalry.Wait, 0.5);
            report.AtMost($"pools, {kind}: our cost against {name}'s cheapest of {peers.Count} settings at an equal p99 wait, times", rivalry.Cost, 0.7);
        }

        rows.AddRange(ours.Select(one => (one, "", "")));
        Report.Table(
            $"Five working days, {title}; waits in seconds, cost in machine hours; {mine.Policy} is what docs/pools.md says", ["policy", "p50", "p90", "p99", "cost", "machines", "most at once", "p99 at equal cost", "cost at equal p99"],
            rows.OrderBy(row => row.Result.Cost).Select(row => (string[])
            [
                row.Result == mine ? $"**{mine.Policy}**" : row.Result.Policy, $"{row.Result.P50:0.0}", $"{row.Result.P90:0.0}", $"{row.Result.P99:0.0}", $"{row.Result.Cost:0}",
                $"{row.Result.Machines}", $"{row.Result.Most}", row.Wait, row.Cost,
            ]));
        Report.Table(
            $"The same by trace, {title}: p99 in seconds, cost", ["policy", .. seeds.Select(seed => $"trace {seed}")],
            rows.Select(row => row.Result).Where(one => one == mine || !ours.Contains(one)).Append(mine).Distinct().Select(one => (string[])[one.Policy, .. one.Runs.Select(run => $"{run.Waits[0]:0.0}, {run.Cost:0}")]));

        IReadOnlyList<SimResult> Each(IEnumerable<IScalePolicy> policies) => [.. policies.AsParallel().AsOrdered().Select(policy => SimResult.Of(policy, uses, seeds))];
    }
}
