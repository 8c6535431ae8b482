using System.Diagnostics.Metrics;

namespace Slipway.Upkeep;

/// <summary>Figures of the meter <c>Slipway.Upkeep</c>: runs by duty and outcome, how long they take, and what stands bad.</summary>
sealed class UpkeepMetrics
{
    readonly Counter<long> runs;
    readonly Histogram<double> durations;

    public UpkeepMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Slipway.Upkeep");
        runs = meter.CreateCounter<long>("slipway_upkeep_runs", null, "Runs of upkeep duties that ended, by duty and outcome");
        durations = meter.CreateHistogram<double>("slipway_upkeep_run_seconds", "s", "How long runs of upkeep duties took");
        meter.CreateObservableGauge("slipway_upkeep_failing", () => Standing.Failing, null, "Active duties whose last run failed");
        meter.CreateObservableGauge("slipway_upkeep_attention", () => Standing.Attention, null, "Active duties whose last run wants somebody to look");
    }

    public (int Failing, int Attention) Standing { get; set; }

    public void Ended(string duty, string outcome, TimeSpan took)
    {
        runs.Add(1, new KeyValuePair<string, object?>("duty", duty), new KeyValuePair<string, object?>("outcome", outcome));
        durations.Record(took.TotalSeconds, new KeyValuePair<string, object?>("duty", duty));
    }
}
