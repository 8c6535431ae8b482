namespace Slipway.Bench.Measures;

/// <summary>One more package into repositories of several sizes, until clients see it.</summary>
static class PublishMeasure
{
    const double Faster = 20;
    const double Growth = 1.5;
    const double MemoryLimit = 300;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        workspace.Begin("publish-deb");
        await using (var deb = await PublishDeb.CreateAsync(workspace))
        {
            await RunAsync(workspace, report, "deb", deb);
        }

        workspace.Begin("publish-rpm");
        await using var rpm = await PublishRpm.CreateAsync(workspace);
        await RunAsync(workspace, report, "rpm", rpm);
    }

    static async Task RunAsync(Workspace workspace, Report report, string format, PublishContest contest)
    {
        var sizes = workspace.Sizes.Repositories;
        var results = new List<IReadOnlyDictionary<string, Times>>();
        foreach (var size in sizes)
        {
            results.Add(await contest.RunAsync(size, workspace.Sizes.Rounds));
        }

        Report.Table(
            $"One more {format}, push to visible: seconds, median (range) of {workspace.Sizes.Rounds}",
            ["", .. sizes.Select(size => $"into {size:N0}")],
            results[0].Keys.Select(name => (string[])[name, .. results.Select(result => result[name].Format("0.0000"))]));
        Report.Table(
            "Times faster than the fastest peer",
            ["", .. sizes.Select(size => $"into {size:N0}")],
            PublishContest.Ours.Select(name => (string[])[name, .. results.Select(result => $"{Fastest(result) / result[name].Median:0.0}")]));
        Console.WriteLine($"\nThe server's memory at its peak: {contest.Server.Memory.Peak:0} MB.");

        foreach (var name in PublishContest.Ours)
        {
            report.AtLeast($"{format}, {name}: times faster than the fastest peer at {sizes[^1]:N0}", Fastest(results[^1]) / results[^1][name].Median, Faster);
            report.AtMost($"{format}, {name}: time at {sizes[^1]:N0} against {sizes[0]:N0}", results[^1][name].Median / results[0][name].Median, Growth);
        }

        report.AtMost($"{format}: the server's memory at its peak, MB", contest.Server.Memory.Peak, MemoryLimit);
    }

    static double Fastest(IReadOnlyDictionary<string, Times> result) =>
        result.Where(times => !PublishContest.Ours.Contains(times.Key)).Min(times => times.Value.Median);
}
