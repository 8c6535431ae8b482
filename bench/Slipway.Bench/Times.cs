using System.Diagnostics;

namespace Slipway.Bench;

/// <summary>Repeated measurements of one thing, in the order in which they were made.</summary>
sealed class Times
{
    readonly List<double> all = [];

    public IReadOnlyList<double> All => all;

    public double Median => all.Order().ElementAt(all.Count / 2);

    public void Add(double value) => all.Add(value);

    public async Task AddAsync(Func<Task> action)
    {
        var watch = Stopwatch.StartNew();
        await action();
        all.Add(watch.Elapsed.TotalSeconds);
    }

    /// <summary>The median and the range.</summary>
    public string Format(string format) => $"{Median.ToString(format)} ({all.Min().ToString(format)}-{all.Max().ToString(format)})";
}
