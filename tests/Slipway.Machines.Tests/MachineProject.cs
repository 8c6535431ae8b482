using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Slipway.Contracts.BuildMachines;
using Slipway.Testing;

namespace Slipway.Machines.Tests;

/// <summary>A project of a test's own on a real server, pushed by the real git, and the pools that its jobs run on.</summary>
public sealed class MachineProject : IDisposable
{
    readonly TempFolder work = new();

    MachineProject(ServerProcess server, string name) => (Server, Path, Admin) = (server, "test/" + name, server.Client());

    public ServerProcess Server { get; }

    public string Path { get; }

    public string Api => $"/api/v2/projects/{Path}";

    public HttpClient Admin { get; }

    public static async Task<MachineProject> CreateAsync(ServerProcess server, string configuration)
    {
        var name = "p" + Guid.NewGuid().ToString("N")[..12];
        var own = new MachineProject(server, name);
        (await own.Admin.PostAsJsonAsync("/api/v2/projects", new { owner = "test", name, @private = true })).EnsureSuccessStatusCode();
        await File.WriteAllTextAsync(own.work[".gitlab-ci.yml"], configuration);
        foreach (var arguments in (string[][])[["init", "--quiet", "-b", "main"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "one"],
            ["push", "--quiet", $"{server.Url.Replace("://", $"://any:{server.Token}@", StringComparison.Ordinal)}/{own.Path}.git", "main", "-o", "ci.skip"]])
        {
            await Tool.RunAsync("git", ["-C", own.work.Path, .. arguments]);
        }

        return own;
    }

    public static async Task<PoolPlan> ApplyAsync(ServerProcess server, string pools)
    {
        using var admin = server.Client();
        var answer = await admin.PutAsJsonAsync("/api/v2/pools/file", new PoolFileText(pools));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<PoolPlan>())!;
    }

    public static async Task<IReadOnlyList<MachineInfo>> MachinesAsync(ServerProcess server, bool gone = false)
    {
        using var admin = server.Client();
        return (await admin.GetFromJsonAsync<IReadOnlyList<MachineInfo>>($"/api/v2/machines?gone={gone}"))!;
    }

    public static Task NoMachinesAsync(ServerProcess server) => UntilAsync(async () => (await MachinesAsync(server)).Count == 0, () => server.Log);

    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> otherwise, int seconds = 120)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            TimeProvider.System.GetElapsedTime(since).TotalSeconds.ShouldBeLessThan(seconds, otherwise());
            await Task.Delay(100);
        }
    }

    public async Task<long> RunAsync()
    {
        var answer = await Admin.PostAsJsonAsync($"{Api}/pipelines", new { });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (long)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["pipeline"]!["id"]!;
    }

    public async Task<PipelineDetail> PipelineAsync(long id) => (await Admin.GetFromJsonAsync<PipelineDetail>($"{Api}/pipelines/{id}"))!;

    public async Task<PipelineDetail> EndAsync(long id, int seconds = 120)
    {
        PipelineDetail? detail = null;
        await UntilAsync(async () => (detail = await PipelineAsync(id)).Pipeline.State is "success" or "failed" or "canceled", () => Server.Log, seconds);
        return detail!;
    }

    public Task<string> TraceAsync(long job) => Admin.GetStringAsync($"{Api}/jobs/{job}/trace");

    public void Dispose()
    {
        Admin.Dispose();
        work.Dispose();
    }
}
