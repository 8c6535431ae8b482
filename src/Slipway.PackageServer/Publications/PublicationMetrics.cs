using System.Diagnostics.Metrics;

namespace Slipway.PackageServer.Publications;

/// <summary>Counters of the meter <c>Slipway.PackageServer</c>.</summary>
sealed class PublicationMetrics(IMeterFactory meters, TimeProvider time)
{
    readonly Meter meter = meters.Create("Slipway.PackageServer");

    Counter<long> Generations => field ??= meter.CreateCounter<long>("slipway_publications", null, "Generations published");

    Counter<long> Commands => field ??= meter.CreateCounter<long>("slipway_publication_commands", null, "Pushes and yanks published");

    Histogram<double> Seconds => field ??= meter.CreateHistogram<double>("slipway_publication_save_seconds", "s", "Time to commit a generation");

    public long Start() => time.GetTimestamp();

    public void Published(long start, int commands)
    {
        Generations.Add(1);
        Commands.Add(commands);
        Seconds.Record(time.GetElapsedTime(start).TotalSeconds);
    }
}
