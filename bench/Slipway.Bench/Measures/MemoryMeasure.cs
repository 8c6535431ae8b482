using Slipway.Bench.Samples;

namespace Slipway.Bench.Measures;

/// <summary>What one large upload does to the server's memory.</summary>
static class MemoryMeasure
{
    public const double Limit = 300;
    const double Rise = 32;

    public static async Task RunAsync(Workspace workspace, Report report)
    {
        await using var server = await SlipwayServer.StartAsync(workspace, "server");
        await server.FillAsync("debian/bookworm", new SampleFolder(workspace.Make("samples"), rpm: false).Make(0, 500));
        var package = LargeDeb.Write(workspace.Make("large"), "large", workspace.Sizes.LargeUpload);
        var before = server.Memory.Resident;
        server.Memory.ForgetPeak();
        await server.PushByCommandAsync("debian/bookworm", package);
        var peak = server.Memory.Peak;
        Report.Table(
            "The server's memory while one package is pushed", ["package", "before, MB", "peak, MB", "rise, MB"],
            [[$"{workspace.Sizes.LargeUpload >> 20:N0} MB", $"{before:0}", $"{peak:0}", $"{peak - before:0}"]]);
        report.AtMost("memory: rise by the upload, MB", peak - before, Rise);
        report.AtMost("memory: peak, MB", peak, Limit);
    }
}
