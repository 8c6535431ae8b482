using System.Globalization;
using System.Text;
using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Pages;

/// <summary>A pool's day as SVG: demand as a line over the area of capacity, and the longest wait below. Numbers only: nothing to encode.</summary>
static class PoolChart
{
    const int Width = 960;
    const int Height = 160;
    const int WaitHeight = 60;

    public static string Draw(IReadOnlyList<PoolSampleInfo> samples)
    {
        var (from, to) = (samples[0].At, samples[^1].At);
        var jobs = Math.Max(1, samples.Max(sample => Math.Max(sample.Demand, sample.Capacity)));
        var wait = Math.Max(120, samples.Max(sample => sample.WaitSeconds));
        double X(PoolSampleInfo sample) => Width * (sample.At - from).TotalSeconds / Math.Max(1, (to - from).TotalSeconds);
        string Line(Func<PoolSampleInfo, double> value, double most, int height, int top) =>
            string.Join(' ', samples.Select(sample => string.Create(CultureInfo.InvariantCulture, $"{X(sample):0.#},{top + height - (height * value(sample) / most):0.#}")));
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg class=\"chart\" role=\"img\" aria-labelledby=\"chart\" viewBox=\"0 0 {Width} {Height + WaitHeight + 50}\" width=\"100%\">");
        text.Append(CultureInfo.InvariantCulture, $"<title>From {from.UtcDateTime:yyyy-MM-dd HH:mm} to {to.UtcDateTime:yyyy-MM-dd HH:mm} UTC: at most {jobs} jobs or places, and {wait:0} seconds of wait</title>");
        text.Append(CultureInfo.InvariantCulture, $"<polygon fill=\"currentColor\" fill-opacity=\"0.15\" points=\"0,{Height} {Line(sample => sample.Capacity, jobs, Height, 0)} {Width},{Height}\"/>");
        text.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\" points=\"{Line(sample => sample.Demand, jobs, Height, 0)}\"/>");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"4\" y=\"14\" font-size=\"12\" fill=\"currentColor\">{jobs} jobs (line: demand, area: capacity)</text>");
        text.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-dasharray=\"4 2\" points=\"{Line(sample => sample.WaitSeconds, wait, WaitHeight, Height + 30)}\"/>");
        text.Append(CultureInfo.InvariantCulture, $"<text x=\"4\" y=\"{Height + 26}\" font-size=\"12\" fill=\"currentColor\">{wait:0} s (the longest wait)</text>");
        return text.Append("</svg>").ToString();
    }
}
