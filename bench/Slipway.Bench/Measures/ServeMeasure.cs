using System.Globalization;
using System.Text.RegularExpressions;
using Slipway.Bench.Peers;
using Slipway.Bench.Samples;

namespace Slipway.Bench.Measures;

/// <summary>The same files from us and from nginx, in turn, to 64 connections.</summary>
static partial class ServeMeasure
{
    const int Rounds = 3;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        await using var server = await SlipwayServer.StartAsync(workspace, "server");
        var files = workspace.Make("files");
        (string Name, string Url, double Least)[] cases =
        [
            ("package of 300 KB", await server.PushAsync("debian/bookworm", LargeDeb.Write(files, "small", 300 << 10)), 0.6),
            ("package of 5 MB", await server.PushAsync("debian/bookworm", LargeDeb.Write(files, "large", 5 << 20)), 0.9),
            ("InRelease", new Uri(server.Http.BaseAddress!, "/team/packages/debian/dists/bookworm/InRelease").ToString(), 0.6),
        ];
        await using var nginx = await Nginx.StartAsync(workspace.Make("nginx"), files, server.Http.BaseAddress!.Port + 1);
        var rows = new List<string[]>();
        foreach (var (name, url, least) in cases)
        {
            var file = Path.GetFileName(new Uri(url).LocalPath);
            await File.WriteAllBytesAsync(Path.Combine(files, file), await server.Http.GetByteArrayAsync(new Uri(url)));
            Report.Say($"serving a {name}");
            await WrkAsync(url, 1);
            var (ours, theirs) = (new Times(), new Times());
            for (var round = 0; round < Rounds; round++)
            {
                theirs.Add(await WrkAsync($"{nginx.Url}/{Uri.EscapeDataString(file)}", workspace.Sizes.WrkSeconds));
                ours.Add(await WrkAsync(url, workspace.Sizes.WrkSeconds));
            }

            rows.Add([name, ours.Format("0"), theirs.Format("0"), $"{ours.Median / theirs.Median:0.00}"]);
            report.AtLeast($"{name}: requests a second against nginx", ours.Median / theirs.Median, least);
        }

        Report.Table($"Requests a second, 64 connections: median (range) of {Rounds}", ["", "slipway", "nginx", "ratio"], rows);
        report.AtMost("serve: the server's memory at its peak, MB", server.Memory.Peak, MemoryMeasure.Limit);
    }

    static async Task<double> WrkAsync(string url, int seconds)
    {
        var output = await Command.RunAsync("wrk", "-t1", "-c64", $"-d{seconds}s", url);
        return output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"{url} was not served well:\n{output}")
            : double.Parse(RequestsPerSecond().Match(output).Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex RequestsPerSecond();
}
