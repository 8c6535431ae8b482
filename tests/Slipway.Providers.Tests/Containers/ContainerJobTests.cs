using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Adapters.Docker;
using Slipway.Platform.Machines;
using Slipway.Testing;

namespace Slipway.Providers.Tests.Containers;

/// <summary>A container that the provider starts, with the real runner in it, takes a job of the real server and ends it.</summary>
public sealed class ContainerJobTests(PodmanFixture podman)
{
    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_runs_in_it_as_a_user_of_its_own_and_leaves_no_process()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = server.Client();
        await PostAsync(admin, "/api/v2/projects", new { owner = "test", name = "p" });
        await PushAsync(server, """
            build:
              script:
                - id -u
                - cat main.c
                - "! cat /etc/slipway/slipway-runner.json"
                - grep CapBnd /proc/self/status
                - (setsid sleep 1000 &)
              artifacts: {paths: [main.c]}
            after:
              needs: [build]
              script:
                - "! grep -z sleep /proc/[0-9]*/cmdline"
                - cat main.c
            """);
        var token = (string)(await PostAsync(admin, "/api/v2/runners", new { description = "r", runUntagged = true, @protected = false, locked = false, paused = false, projects = new[] { "test/p" } }))["token"]!;
        var id = $"m{Guid.NewGuid():n}"[..20];
        var config = new JsonObject
        {
            ["url"] = server.Url, ["token"] = token, ["name"] = id, ["systemId"] = "s_" + id[..12], ["executor"] = "shell", ["checkInterval"] = 0.1,
            ["buildsFolder"] = "/var/lib/slipway-runner/builds", ["cacheFolder"] = "/var/lib/slipway-runner/cache",
        };
        var settings = new Dictionary<string, IReadOnlyList<string>>
        {
            ["engine"] = ["unix://" + podman.Socket], ["image"] = [Podman.RealImage], ["network"] = ["host"], ["mounts"] = Podman.RealMounts, ["pull"] = ["never"],
        };
        await using var provider = new ContainerProviderKind().Open(new ProviderSettings(settings), new InstanceId("9a6f2c1a-0000-4000-8000-3f2b1a0c9d8e"));
        (await provider.StartAsync(new MachineOrder(id, "jobs", new RunnerBootstrap(JsonSerializer.SerializeToUtf8Bytes(config), new Uri(server.Url), token), TimeSpan.FromMinutes(5)), Ct))
            .ShouldBeOfType<StartOutcome.Started>();
        var pipeline = (long)(await PostAsync(admin, "/api/v2/projects/test/p/pipelines", new { }))["pipeline"]!["id"]!;
        string? state;
        for (var tries = 0; (state = await StateAsync(admin, pipeline)) is not ("success" or "failed"); tries++)
        {
            tries.ShouldBeLessThan(400, await provider.LogAsync(id, 10_000, Ct));
            await Task.Delay(100, Ct);
        }

        var trace = await admin.GetStringAsync("/api/v2/projects/test/p/jobs/1/trace", Ct);
        state.ShouldBe("success", trace + await admin.GetStringAsync("/api/v2/projects/test/p/jobs/2/trace", Ct));
        trace.ShouldContain("\n1900000000\n");
        trace.ShouldContain("\nint main;\n");
        trace.ShouldContain("CapBnd:\t0000000000000000");
        (await provider.LogAsync(id, 10_000, Ct))!.ShouldNotContain(token);
        await provider.RemoveAsync(id, Ct);
        (await provider.ListAsync(Ct)).ShouldBeEmpty();
    }

    static async Task PushAsync(ServerProcess server, string configuration)
    {
        using var work = new TempFolder();
        await File.WriteAllTextAsync(work[".gitlab-ci.yml"], configuration);
        await File.WriteAllTextAsync(work["main.c"], "int main;\n");
        foreach (var arguments in (string[][])[["init", "--quiet", "-b", "main"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "one"],
            ["push", "--quiet", $"{server.Url.Replace("://", $"://any:{server.Token}@", StringComparison.Ordinal)}/test/p.git", "main", "-o", "ci.skip"]])
        {
            await Tool.RunAsync("git", ["-C", work.Path, .. arguments]);
        }
    }

    static async Task<JsonNode> PostAsync(HttpClient client, string path, object body)
    {
        var answer = await client.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    static async Task<string?> StateAsync(HttpClient client, long pipeline) =>
        (string?)(await client.GetFromJsonAsync<JsonNode>($"/api/v2/projects/test/p/pipelines/{pipeline}"))!["pipeline"]!["state"];
}
