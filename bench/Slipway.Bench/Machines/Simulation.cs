using Slipway.BuildMachines.Scaling;

namespace Slipway.Bench.Machines;

/// <summary>Replays a trace against a policy. A job that waits gets a machine that is idle at once, whoever's the policy: the managers differ in nothing but when they start and stop machines.</summary>
/// <param name="uses">Jobs before a machine is replaced, whoever's the policy.</param>
sealed class Simulation(JobTrace trace, IScalePolicy policy, int uses, int seed)
{
    const double BootMedian = 45;
    const double BootMost = 120;
    const double CostPerSecond = 1.0 / 3600;

    /// <summary>The first day fills the history, and counts for nobody.</summary>
    const double From = JobTrace.Day;

    readonly Random random = new(seed);
    readonly List<SimMachine> machines = [];
    readonly PriorityQueue<Action, double> events = new();
    readonly Queue<TraceJob> pending = new();
    readonly Dictionary<int, RunningPipeline> running = [];
    readonly Dictionary<string, List<double>> history = [];
    readonly List<double> waits = [];
    readonly List<double> boots = [];
    readonly List<TracePipeline> scheduled = [.. trace.Pipelines.Where(pipeline => pipeline.Scheduled)];
    double now;
    double seconds;
    int made;
    int most;
    bool deciding;

    public SimRun Run()
    {
        foreach (var pipeline in trace.Pipelines)
        {
            events.Enqueue(() => Begin(pipeline, 0), pipeline.At);
        }

        Tick();
        var end = trace.Pipelines[^1].At + JobTrace.Day;
        while (events.TryDequeue(out var happening, out var at) && at < end)
        {
            now = at;
            happening();
        }

        foreach (var machine in machines)
        {
            seconds += now - Math.Max(From, machine.StartedAt);
        }

        return new SimRun(waits, seconds * CostPerSecond, made, most);
    }

    void Tick()
    {
        Decide();
        if (now < trace.Pipelines[^1].At + (JobTrace.Day / 4))
        {
            // Nothing changes by itself more often than this, but idle times.
            events.Enqueue(Tick, now + Math.Max(policy.Interval, 5));
        }
    }

    void Begin(TracePipeline pipeline, int stage)
    {
        running[pipeline.Stages[0][0].Pipeline] = new(pipeline, stage, pipeline.Stages[stage].Count);
        foreach (var job in pipeline.Stages[stage])
        {
            job.ReadyAt = now;
            pending.Enqueue(job);
        }

        Give();
        Look();
    }

    /// <summary>The manager sees what has changed at its next look.</summary>
    void Look()
    {
        if (!deciding)
        {
            deciding = true;
            events.Enqueue(() => { deciding = false; Decide(); }, now + (random.NextDouble() * policy.Interval));
        }
    }

    void Give()
    {
        while (pending.Count > 0 && machines.Find(machine => machine.IsIdle(now)) is { } machine)
        {
            var job = pending.Dequeue();
            (job.StartedAt, machine.Job, machine.JobEndsAt) = (now, job, now + job.Duration);
            machine.Uses++;
            if (job.ReadyAt >= From)
            {
                waits.Add(now - job.ReadyAt);
            }

            events.Enqueue(() => End(machine, job), machine.JobEndsAt);
        }
    }

    void End(SimMachine machine, TraceJob job)
    {
        (machine.Job, machine.IdleSince) = (null, now);
        if (machine.Uses >= uses)
        {
            Remove(machine);
            Look();
        }

        if (!history.TryGetValue(job.Name, out var took))
        {
            history.Add(job.Name, took = []);
        }

        took.Add(job.Duration);
        var state = running[job.Pipeline];
        running[job.Pipeline] = state with { Left = state.Left - 1 };
        Give();
        if (state.Left > 1)
        {
            return;
        }

        running.Remove(job.Pipeline);
        if (state.Stage + 1 < state.Pipeline.Stages.Count)
        {
            Begin(state.Pipeline, state.Stage + 1);
        }
    }

    void Decide()
    {
        var order = policy.Decide(new FleetView(now, machines, pending.Count, Coming));
        foreach (var gone in order.Remove)
        {
            Remove(gone);
        }

        for (var number = 0; number < order.Create; number++)
        {
            var machine = new SimMachine(++made, now, now + Math.Min(BootMost, BootMedian * Math.Exp(0.25 * JobTrace.Normal(random))));
            machines.Add(machine);
            boots.Add(machine.ReadyAt - now);
            events.Enqueue(() => { Give(); Decide(); }, machine.ReadyAt);
        }

        most = Math.Max(most, machines.Count);
    }

    void Remove(SimMachine gone)
    {
        seconds += Math.Max(0, Math.Max(gone.StartedAt + 60, now) - Math.Max(From, gone.StartedAt)); // a minute is billed at the least
        machines.Remove(gone);
    }

    /// <summary>As <c>ComingJobs</c> finds it: next stages whose jobs before will have ended by their usual time, and schedules that are due.</summary>
    int Coming()
    {
        var (coming, ahead) = (0, ComingJobs.Ahead([.. boots.TakeLast(ComingJobs.Boots).Select(TimeSpan.FromSeconds)]).TotalSeconds);
        foreach (var (pipeline, stage, _) in running.Values)
        {
            if (stage + 1 < pipeline.Stages.Count && pipeline.Stages[stage].All(job => IsOver(job) || (!double.IsNaN(job.StartedAt) && Usual(job) is { } usual && job.StartedAt + usual <= now + ahead)))
            {
                coming += pipeline.Stages[stage + 1].Count;
            }
        }

        coming += scheduled.Where(pipeline => pipeline.At > now && pipeline.At <= now + ahead && history.ContainsKey(pipeline.Stages[0][0].Name)).Sum(pipeline => pipeline.Stages[0].Count);
        return coming;
    }

    bool IsOver(TraceJob job) => !double.IsNaN(job.StartedAt) && job.StartedAt + job.Duration <= now;

    double? Usual(TraceJob job)
    {
        if (!history.TryGetValue(job.Name, out var took))
        {
            return null;
        }

        return ComingJobs.Usual([.. took.TakeLast(ComingJobs.Runs).Select(TimeSpan.FromSeconds)])?.TotalSeconds;
    }
}

/// <param name="Left">Jobs of the stage that have not ended.</param>
sealed record RunningPipeline(TracePipeline Pipeline, int Stage, int Left);

/// <param name="Waits">Of each job, in seconds.</param>
/// <param name="Cost">Machine hours.</param>
sealed record SimRun(IReadOnlyList<double> Waits, double Cost, int Machines, int Most);
