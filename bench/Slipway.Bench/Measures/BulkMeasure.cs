using Slipway.Bench.Peers;
using Slipway.Bench.Samples;

namespace Slipway.Bench.Measures;

/// <summary>A folder of packages into an empty repository, by one command.</summary>
static class BulkMeasure
{
    const string Distribution = "debian/bookworm";

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        var sizes = workspace.Sizes;
        var gpg = await GpgKey.MakeAsync(workspace);
        var folder = new SampleFolder(workspace.Make("samples"), rpm: false);
        string[] files = [.. folder.Make(0, sizes.Bulk)];
        string[] others = [.. new SampleFolder(workspace.Make("others"), rpm: false).Make(500_000, sizes.BulkWarm)];
        var (fresh, warm, aptlyTimes, repreproTimes) = (new Times(), new Times(), new Times(), new Times());
        var memory = 0.0;
        for (var round = 0; round < sizes.BulkRounds; round++)
        {
            Report.Say($"bulk, round {round + 1} of {sizes.BulkRounds}");
            memory = Math.Max(memory, await PushAsync(workspace, fresh, $"fresh-{round}", [], files));
            var aptly = new Aptly(workspace.Make($"aptly-{round}"), gpg);
            await aptly.CreateAsync();
            await aptlyTimes.AddAsync(async () =>
            {
                await aptly.AddAsync(folder.Folder);
                await aptly.PublishAsync();
            });
            memory = Math.Max(memory, await PushAsync(workspace, warm, $"warm-{round}", others, files));
            var reprepro = new Reprepro(workspace.Make($"reprepro-{round}"), gpg);
            await reprepro.CreateAsync();
            await repreproTimes.AddAsync(() => reprepro.IncludeAsync(files));
        }

        await GpgKey.EndAsync(gpg);
        (string Name, Times Times)[] rows =
            [("slipway push, server just started", fresh), ("slipway push, warm server", warm), ("aptly repo add, publish repo", aptlyTimes), ("reprepro includedeb", repreproTimes)];
        var fastest = Math.Min(aptlyTimes.Median, repreproTimes.Median);
        Report.Table(
            $"{sizes.Bulk:N0} packages into an empty repository: median (range) of {sizes.BulkRounds}", ["", "seconds", "against the faster peer"],
            rows.Select(row => (string[])[row.Name, row.Times.Format("0.00"), $"{row.Times.Median / fastest:0.00}"]));
        report.AtMost("bulk, server just started: time against the faster peer", fresh.Median / fastest, 1);
        report.AtMost("bulk, warm server: time against the faster peer", warm.Median / fastest, 1);
        report.AtMost("bulk: the server's memory at its peak, MB", memory, MemoryMeasure.Limit);
    }

    /// <param name="before">Pushed for another distribution, so that this one is empty.</param>
    static async Task<double> PushAsync(Workspace workspace, Times times, string name, string[] before, string[] files)
    {
        await using var server = await SlipwayServer.StartAsync(workspace, name);
        if (before.Length > 0)
        {
            await server.PushByCommandAsync("debian/trixie", before);
        }

        await times.AddAsync(() => server.PushByCommandAsync(Distribution, files));
        return server.Memory.Peak;
    }
}
