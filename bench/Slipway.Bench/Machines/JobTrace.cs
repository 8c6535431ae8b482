namespace Slipway.Bench.Machines;

/// <summary>A job of the trace. It waits once all jobs of its pipeline's stages before it have ended.</summary>
sealed class TraceJob(int pipeline, int stage, string name, double duration)
{
    public int Pipeline => pipeline;

    public int Stage => stage;

    /// <summary>As the history knows it: the same for each run of its project's pipeline.</summary>
    public string Name => name;

    /// <summary>Seconds.</summary>
    public double Duration => duration;

    public double ReadyAt { get; set; } = double.NaN;

    public double StartedAt { get; set; } = double.NaN;
}

/// <param name="At">Seconds from Monday, 00:00.</param>
/// <param name="Scheduled">Known beforehand, as a nightly build is.</param>
sealed record TracePipeline(double At, string Kind, bool Scheduled, IReadOnlyList<IReadOnlyList<TraceJob>> Stages);

/// <summary>
/// Work of a packaging team over five working days: pipelines by a daily rhythm, two releases a day whose preparation is followed by a hundred packages at
/// once, a nightly build at 01:30, and durations with heavy tails. The same seed gives the same trace.
/// </summary>
sealed class JobTrace
{
    public const double Day = 86_400;
    const int Days = 5;
    const int Projects = 12;

    JobTrace(IReadOnlyList<TracePipeline> pipelines) => Pipelines = pipelines;

    public IReadOnlyList<TracePipeline> Pipelines { get; }

    public int Jobs => Pipelines.Sum(pipeline => pipeline.Stages.Sum(stage => stage.Count));

    public static JobTrace Make(int seed)
    {
        var random = new Random(seed);
        var pipelines = new List<TracePipeline>();
        for (var day = 0; day < Days; day++)
        {
            for (var at = 0.0; at < Day;)
            {
                at += Exponential(random, 3600 / PipelinesAnHour(at / 3600));
                if (at < Day)
                {
                    var project = random.Next(Projects);
                    pipelines.Add(Of(pipelines.Count, (day * Day) + at, $"project {project}", false, random, (1 + random.Next(3), 240), (2 + random.Next(5), 180)));
                }
            }

            // Between ten and four, and a hundred packages each.
            foreach (var hour in (double[])[10 + (random.NextDouble() * 2), 14 + (random.NextDouble() * 2)])
            {
                pipelines.Add(Of(pipelines.Count, (day * Day) + (hour * 3600), "release", false, random, (1, 300), (100, 600), (1, 120)));
            }

            pipelines.Add(Of(pipelines.Count, (day * Day) + (1.5 * 3600), "nightly", true, random, (40, 600), (10, 240)));
        }

        return new JobTrace([.. pipelines.OrderBy(pipeline => pipeline.At)]);
    }

    static TracePipeline Of(int number, double at, string kind, bool scheduled, Random random, params (int Jobs, double Median)[] stages) => new(
        at, kind, scheduled,
        [.. stages.Select((stage, index) => (IReadOnlyList<TraceJob>)[.. Enumerable.Range(0, stage.Jobs).Select(job => new TraceJob(number, index, $"{kind} {index} {job}", Duration(random, stage.Median, stage.Jobs == 1)))])]);

    /// <summary>Three an hour at night, thirty at the busiest hour.</summary>
    static double PipelinesAnHour(double hour) => 3 + (27 * Math.Exp(-Math.Pow((hour - 13.5) / 3.2, 2)));

    /// <summary>Lognormal, and one in fifty with a Pareto tail. Preparations of releases vary little, as they do the same each time.</summary>
    static double Duration(Random random, double median, bool steady) =>
        median * Math.Exp((steady ? 0.15 : 0.5) * Normal(random)) * (!steady && random.Next(50) == 0 ? Math.Min(10, Math.Pow(1 - random.NextDouble(), -1 / 1.5)) : 1);

    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    static double Exponential(Random random, double mean) => -mean * Math.Log(1 - random.NextDouble());
}
