using System.Globalization;
using System.Text;
using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Pages;

/// <summary>A pool's day as SVG: demand as a line over the area of capacity, and the longest wait below. Numbers only: nothing to encode.</summary>
static class PoolChart
{
    const int Width = 960;

    public static string Draw(IReadOnlyList<PoolSampleInfo> samples)
    {
        var (from, to) = (samples[0].At.UtcDateTime, samples[^1].At.UtcDateTime);
        var jobs = Math.Max(1, samples.Max(sample => Math.Max(sample.Demand, sample.Capacity)));
        var wait = Math.Max(120, samples.Max(sample => sample.WaitSeconds));
        var time = string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm} UTC");
        var text = new StringBuilder("<figure class=\"chart\" role=\"group\" aria-labelledby=\"chart\">");
        text.Append(CultureInfo.InvariantCulture, $"<figcaption>{time}. Line: jobs that run or wait. Area: jobs that the machines can have at once. The top is {jobs}.</figcaption>");
        Begin(text, 160, $"Demand and capacity, {time}, at most {jobs} jobs");
        text.Append(CultureInfo.InvariantCulture, $"<polygon fill=\"currentColor\" fill-opacity=\"0.18\" points=\"0,160 {Line(sample => sample.Capacity, jobs, 160)} {Width},160\"/>");
        Curve(text, Line(sample => sample.Demand, jobs, 160));
        text.Append("</svg>");
        text.Append(CultureInfo.InvariantCulture, $"<figcaption>How long the job that waited longest did. The top is {wait:0} seconds.</figcaption>");
        Begin(text, 60, $"The longest wait, {time}, at most {wait:0} seconds");
        Curve(text, Line(sample => sample.WaitSeconds, wait, 60));
        return text.Append("</svg></figure>").ToString();

        // Two units are left free at the top and below, for the line's own width.
        string Line(Func<PoolSampleInfo, double> value, double most, int height) => string.Join(' ', samples.Select(sample => string.Create(
            CultureInfo.InvariantCulture, $"{Width * (sample.At.UtcDateTime - from).TotalSeconds / Math.Max(1, (to - from).TotalSeconds):0.#},{height - 2 - ((height - 4) * value(sample) / most):0.#}")));
    }

    /// <summary>Stretched to the page's width; its lines keep theirs.</summary>
    static void Begin(StringBuilder text, int height, string label) =>
        text.Append(CultureInfo.InvariantCulture, $"<svg role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {Width} {height}\" height=\"{height}\" preserveAspectRatio=\"none\">");

    static void Curve(StringBuilder text, string points) =>
        text.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" vector-effect=\"non-scaling-stroke\" points=\"{points}\"/>");
}
