namespace Slipway.Bench.Machines;

/// <summary>One setting of a policy on several traces. Waits are those of all traces together; the cost is machine hours a trace.</summary>
sealed record SimResult(string Policy, double P50, double P90, double P99, double Cost, int Machines, int Most, IReadOnlyList<SimRun> Runs)
{
    public static SimResult Of(IScalePolicy policy, int uses, IReadOnlyList<int> seeds)
    {
        var runs = seeds.Select(seed => new Simulation(JobTrace.Make(seed), policy, uses, seed).Run()).ToList();
        var waits = runs.SelectMany(run => run.Waits).Order().ToList();
        return new SimResult(
            policy.Name, Part(waits, 0.5), Part(waits, 0.9), Part(waits, 0.99), runs.Average(run => run.Cost), (int)runs.Average(run => run.Machines), runs.Max(run => run.Most),
            [.. runs.Select(run => run with { Waits = [Part([.. run.Waits.Order()], 0.99)] })]);
    }

    static double Part(List<double> sorted, double part) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];
}

/// <summary>
/// One of our settings against all of a peer's. Where the peer has none that is as cheap, its cheapest stands for it; where it has none that waits so
/// little, the one that waits least: both in the peer's favour.
/// </summary>
/// <param name="Wait">Our p99 wait, of theirs at no more than our cost.</param>
/// <param name="Cost">Our cost, of theirs at no more than our p99 wait.</param>
sealed record Rivalry(SimResult Ours, SimResult EqualCost, SimResult EqualWait, double Wait, double Cost)
{
    public static Rivalry Of(SimResult ours, IReadOnlyList<SimResult> theirs)
    {
        var equalCost = theirs.Where(one => one.Cost <= ours.Cost).MinBy(one => one.P99) ?? theirs.MinBy(one => one.Cost)!;
        var equalWait = theirs.Where(one => one.P99 <= ours.P99).MinBy(one => one.Cost) ?? theirs.MinBy(one => (one.P99, one.Cost))!;
        return new Rivalry(ours, equalCost, equalWait, Of(ours.P99, equalCost.P99), Of(ours.Cost, equalWait.Cost));
    }

    static double Of(double ours, double theirs) => theirs > 0 ? ours / theirs : ours > 0 ? double.PositiveInfinity : 1;
}
