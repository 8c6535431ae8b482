using System.Diagnostics.Metrics;

namespace Slipway.BuildMachines.Queue;

/// <summary>Figures of the meter <c>Slipway.BuildMachines</c>: the queue's length and age, waits, jobs that run, and runners that were lost.</summary>
sealed class QueueMetrics
{
    readonly Histogram<double> wait;
    readonly Counter<long> lost;
    readonly Counter<long> ended;

    public QueueMetrics(IMeterFactory meters, JobQueue queue, LiveAttempts attempts, TimeProvider time)
    {
        var meter = meters.Create("Slipway.BuildMachines");
        wait = meter.CreateHistogram<double>("slipway_job_wait_seconds", "s", "From when a job waits for a runner until one has it");
        lost = meter.CreateCounter<long>("slipway_job_attempts_lost", null, "Attempts whose runner did not confirm or fell silent");
        ended = meter.CreateCounter<long>("slipway_jobs_ended", null, "Jobs that runners ended, by result");
        meter.CreateObservableGauge("slipway_jobs_pending", () => queue.Length, null, "Jobs that wait for a runner");
        meter.CreateObservableGauge("slipway_job_oldest_wait_seconds", () => queue.Oldest is { } since ? (time.GetUtcNow() - since).TotalSeconds : 0, "s", "How long the oldest of them waits");
        meter.CreateObservableGauge("slipway_jobs_running", () => attempts.Count, null, "Jobs that runners have");
        meter.CreateObservableGauge("slipway_runner_requests_held", () => queue.Requests, null, "Requests of runners that wait for a job");
    }

    public void Given(TimeSpan after) => wait.Record(Math.Max(0, after.TotalSeconds));

    public void Lost() => lost.Add(1);

    public void Ended(string result) => ended.Add(1, new KeyValuePair<string, object?>("result", result));
}
