using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Testing;

namespace Slipway.Agent.Tests.Doubles;

/// <summary>The real program, as a process of its own with a configuration of its own.</summary>
sealed class RunnerProcess : IAsyncDisposable
{
    readonly TempFolder folder = new();
    Process? process;

    public string Config => folder["slipway-runner.json"];

    public string Builds => folder["builds"];

    public string Cache => folder["cache"];

    public string Log => File.Exists(folder["log"]) ? File.ReadAllText(folder["log"]) : "";

    public int Id => process!.Id;

    public static RunnerProcess Start(string url, Action<JsonObject>? configure = null, string token = Coordinator.RunnerToken)
    {
        var runner = new RunnerProcess();
        var config = new JsonObject
        {
            ["url"] = url, ["token"] = token, ["name"] = "tested", ["systemId"] = "s_abcdefghij01", ["executor"] = "shell",
            ["buildsFolder"] = runner.Builds, ["cacheFolder"] = runner.Cache, ["checkInterval"] = 0.05, ["gracefulKillSeconds"] = 2,
        };
        configure?.Invoke(config);
        File.WriteAllText(runner.Config, config.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        runner.StartAgain();
        return runner;
    }

    public void StartAgain()
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec \"$0\" \"$@\" >> '{folder["log"]}' 2>&1", Build.Runner, "run", "--config", Config]) { UseShellExecute = false };
        process = Process.Start(start)!;
    }

    public async Task SignalAsync(string name) => await Tool.RunAsync("kill", "-s", name, $"{Id}");

    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(50));
        await process!.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { HasExited: false })
        {
            await SignalAsync("TERM"); // it removes what the kernel keeps for it
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }

        process?.Dispose();
        folder.Dispose();
    }
}
