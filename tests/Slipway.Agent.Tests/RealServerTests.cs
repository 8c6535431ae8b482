using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Slipway.Agent.Tests.Doubles;
using Slipway.Testing;

namespace Slipway.Agent.Tests;

/// <summary>The real runner with the real server and the real git: a pushed project's pipeline runs to its end.</summary>
public sealed class RealServerTests : IAsyncLifetime
{
    readonly TempFolder work = new();
    ServerProcess server = null!;
    HttpClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        server = await ServerProcess.StartAsync();
        admin = server.Client();
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await server.DisposeAsync();
        work.Dispose();
    }

    [Fact]
    public async Task A_pushed_pipeline_runs_with_source_artifacts_dotenv_cache_and_token()
    {
        await PostAsync("/api/v2/projects", new { owner = "test", name = "p" });
        await PushAsync("""
            stages: [build, test]
            variables: {GREETING: "hello $CI_PROJECT_NAME"}
            build:
              stage: build
              script:
                - echo $GREETING
                - mkdir out && cp main.c out/ && echo "VERSION=1.2.3" > build.env
                - git fetch --quiet origin main && git log --oneline | wc -l
              artifacts: {paths: [out/], reports: {dotenv: build.env}}
              cache: {key: k, paths: [out/]}
            test:
              stage: test
              needs: [build]
              script: [cat out/main.c, 'echo version is $VERSION', 'echo "$CI_JOB_TOKEN"']
            bad:
              stage: test
              script: [exit 3]
              allow_failure: true
            """);
        var made = await PostAsync("/api/v2/runners", new { description = "r", runUntagged = true, @protected = false, locked = false, paused = false, projects = new[] { "test/p" } });
        var token = (string)made["token"]!;
        await using var runner = RunnerProcess.Start(server.Url, config => config["concurrent"] = 2, token);
        var pipeline = (long)(await PostAsync("/api/v2/projects/test/p/pipelines", new { }))["pipeline"]!["id"]!;
        for (var tries = 0; (string?)(await PipelineAsync(pipeline))["state"] is not ("success" or "failed"); tries++)
        {
            tries.ShouldBeLessThan(400, runner.Log);
            await Task.Delay(100);
        }

        var build = await TraceAsync(1);
        ((string?)(await PipelineAsync(pipeline))["state"]).ShouldBe("success", build + runner.Log);
        build.ShouldContain("\nhello p\n");
        build.ShouldContain("Job succeeded");
        var test = await TraceAsync(2);
        test.ShouldContain("int main;");
        test.ShouldContain("\nversion is 1.2.3\n");
        test.ShouldContain("echo \"$CI_JOB_TOKEN\"\e[0;m\n[MASKED]\n");
        (await TraceAsync(3)).ShouldContain("ERROR: Job failed: exit code 3");
    }

    async Task PushAsync(string configuration)
    {
        await File.WriteAllTextAsync(work[".gitlab-ci.yml"], configuration);
        await File.WriteAllTextAsync(work["main.c"], "int main;\n");
        foreach (var arguments in (string[][])[["init", "--quiet", "-b", "main"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "--quiet", "-m", "one"],
            ["push", "--quiet", $"{server.Url.Replace("://", $"://any:{server.Token}@", StringComparison.Ordinal)}/test/p.git", "main", "-o", "ci.skip"]])
            await Tool.RunAsync("git", ["-C", work.Path, .. arguments]);
    }

    async Task<JsonNode> PostAsync(string path, object body)
    {
        var answer = await admin.PostAsJsonAsync(path, body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    async Task<JsonNode> PipelineAsync(long id) => (await admin.GetFromJsonAsync<JsonNode>($"/api/v2/projects/test/p/pipelines/{id}"))!["pipeline"]!;

    Task<string> TraceAsync(long job) => admin.GetStringAsync($"/api/v2/projects/test/p/jobs/{job}/trace");
}
