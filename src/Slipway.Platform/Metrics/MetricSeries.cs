using System.Globalization;
using System.Text;

namespace Slipway.Platform.Metrics;

/// <summary>The values of one instrument under one set of labels.</summary>
abstract class MetricSeries
{
    public static MetricSeries For(string type, bool observed) => type switch
    {
        "histogram" => new Histogram(),
        _ when observed => new Last(),
        _ => new Sum(),
    };

    public abstract void Record(double value);

    public abstract void Write(StringBuilder text, string name, string labels);

    static void Line(StringBuilder text, string name, string labels, double value) =>
        text.Append(name).Append(labels.Length == 0 ? "" : "{" + labels + "}").Append(' ').AppendLine(value.ToString(CultureInfo.InvariantCulture));

    sealed class Sum : MetricSeries
    {
        readonly Lock gate = new();
        double sum;

        public override void Record(double value)
        {
            lock (gate)
            {
                sum += value;
            }
        }

        public override void Write(StringBuilder text, string name, string labels) => Line(text, name, labels, sum);
    }

    sealed class Last : MetricSeries
    {
        double last;

        public override void Record(double value) => Volatile.Write(ref last, value);

        public override void Write(StringBuilder text, string name, string labels) => Line(text, name, labels, Volatile.Read(ref last));
    }

    sealed class Histogram : MetricSeries
    {
        static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];
        readonly long[] counts = new long[Bounds.Length + 1];
        readonly Lock gate = new();
        double sum;

        public override void Record(double value)
        {
            var place = Array.FindIndex(Bounds, bound => value <= bound);
            lock (gate)
            {
                counts[place < 0 ? Bounds.Length : place]++;
                sum += value;
            }
        }

        public override void Write(StringBuilder text, string name, string labels)
        {
            lock (gate)
            {
                var comma = labels.Length == 0 ? "" : ",";
                var total = 0L;
                for (var i = 0; i < Bounds.Length; i++)
                {
                    total += counts[i];
                    Line(text, name + "_bucket", $"{labels}{comma}le=\"{Bounds[i].ToString(CultureInfo.InvariantCulture)}\"", total);
                }

                total += counts[^1];
                Line(text, name + "_bucket", $"{labels}{comma}le=\"+Inf\"", total);
                Line(text, name + "_sum", labels, sum);
                Line(text, name + "_count", labels, total);
            }
        }
    }
}
