using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Slipway.Platform.Metrics;

/// <summary>
/// Our meters and the runtime's in Prometheus' text format (exposition format 0.0.4). A listener of our own, as the exporter for
/// it is still a prerelease; without ASP.NET Core's meters, whose labels for each request cost more than serving a small file.
/// No label holds a name of a repository, package or person.
/// </summary>
public sealed class MetricsText : IDisposable
{
    static readonly string[] Meters = ["Slipway.BuildMachines", "Slipway.PackageServer", "Slipway.Upkeep", "System.Runtime"];

    readonly ConcurrentDictionary<(Instrument Instrument, string Labels), MetricSeries> series = new();
    readonly MeterListener listener = new();

    public MetricsText()
    {
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (Meters.Contains(instrument.Meter.Name))
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        listener.Start();
    }

    public string Write()
    {
        listener.RecordObservableInstruments();
        var text = new StringBuilder();
        foreach (var family in series.GroupBy(pair => pair.Key.Instrument).OrderBy(family => NameOf(family.Key), StringComparer.Ordinal))
        {
            var name = NameOf(family.Key);
            text.Append("# HELP ").Append(name).Append(' ').AppendLine((family.Key.Description ?? "").ReplaceLineEndings(" "));
            text.Append("# TYPE ").Append(name).Append(' ').AppendLine(TypeOf(family.Key));
            foreach (var ((_, labels), values) in family.OrderBy(pair => pair.Key.Labels, StringComparer.Ordinal))
            {
                values.Write(text, name, labels);
            }
        }

        return text.ToString();
    }

    public void Dispose() => listener.Dispose();

    void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = LabelsOf(tags);
        series.GetOrAdd((instrument, labels), static key => MetricSeries.For(TypeOf(key.Instrument), key.Instrument.IsObservable)).Record(value);
    }

    static string TypeOf(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "histogram",
        _ => "gauge",
    };

    static string NameOf(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_').Replace('-', '_');
        name += instrument.Unit switch { "s" when !name.EndsWith("_seconds", StringComparison.Ordinal) => "_seconds", "By" => "_bytes", _ => "" };
        return TypeOf(instrument) == "counter" && !name.EndsWith("_total", StringComparison.Ordinal) ? name + "_total" : name;
    }

    static string LabelsOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
        {
            return "";
        }

        var labels = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            labels.Append(labels.Length == 0 ? "" : ",").Append(key.Replace('.', '_')).Append("=\"")
                .Append(Convert.ToString(value, CultureInfo.InvariantCulture)?.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", " ")).Append('"');
        }

        return labels.ToString();
    }
}
