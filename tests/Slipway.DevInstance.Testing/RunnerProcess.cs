using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Slipway.Contracts.BuildMachines;
using Slipway.Testing;

namespace Slipway.DevInstance.Testing;

/// <summary>The real runner with its shell executor, registered as an operator does it. Its jobs have the <c>slipway</c> command.</summary>
public sealed class RunnerProcess : IDisposable
{
    readonly TempFolder folder = new();
    Process? process;

    string Config => folder["runner.json"];

    public static async Task<RunnerProcess> StartAsync(ServerProcess server)
    {
        var runner = new RunnerProcess();
        // Jobs run as other users: they must reach what they may read.
        File.SetUnixFileMode(runner.folder.Path, (UnixFileMode)0b111_101_101);
        using var http = server.Client();
        using var made = await http.PostAsJsonAsync("/api/v2/runners", new CreateRunner("builder", null, true, false, false, false, null, null, null));
        made.IsSuccessStatusCode.ShouldBeTrue(await made.Content.ReadAsStringAsync());
        var token = JsonNode.Parse(await made.Content.ReadAsStringAsync())!["token"]!.GetValue<string>();
        (await Tool.TryAsync(new ToolCall(Build.Runner,
            ["register", "--url", server.Url, "--token-stdin", "--name", "builder", "--config", runner.Config, "--builds-folder", runner.folder["builds"], "--cache-folder", runner.folder["cache"]])
        {
            Input = token,
        })).ExitCode.ShouldBe(0);
        runner.GiveJobsTheCommand();
        runner.Start();
        return runner;
    }

    /// <summary>As <c>kill -9</c> and a new start.</summary>
    public void StartAgain()
    {
        Kill();
        Start();
    }

    void Start() => process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" run --config \"$1\" >> \"$2\" 2>&1", Build.Runner, Config, folder["runner.log"]]))!;

    void GiveJobsTheCommand()
    {
        var (commands, runtime) = (Path.GetDirectoryName(Build.Cli)!, Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../..")));
        var config = JsonNode.Parse(File.ReadAllText(Config))!;
        config["checkInterval"] = 0.2;
        config["environment"] = new JsonObject { ["DOTNET_ROOT"] = runtime, ["PATH"] = $"{commands}:/usr/local/bin:/usr/bin:/bin" };
        config["shell"] = new JsonObject { ["readOnly"] = new JsonArray(commands, runtime) };
        File.WriteAllText(Config, config.ToJsonString());
    }

    public string Log => File.Exists(folder["runner.log"]) ? File.ReadAllText(folder["runner.log"]) : "";

    void Kill()
    {
        process?.Kill(entireProcessTree: true);
        process?.WaitForExit();
        process?.Dispose();
        process = null;
    }

    public void Dispose()
    {
        Kill();
        folder.Dispose();
    }
}
