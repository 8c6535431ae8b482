using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Testing;

namespace Slipway.Pages.Tests;

/// <summary>A project with one job, and a runner that says what the test wants it to.</summary>
sealed class BuildProject(ServerProcess server) : IDisposable
{
    readonly HttpClient admin = server.Client();
    readonly HttpClient runner = new() { BaseAddress = new Uri(server.Url + "/api/v4/") };
    JsonObject job = [];
    int sent;

    public string Name { get; } = "acme/b" + Guid.NewGuid().ToString("N")[..8];

    public long Job => (long)job["id"]!;

    public async Task CreateAsync(string configuration = "build: { script: [make] }\n")
    {
        using var work = new TempFolder();
        (await admin.PostAsJsonAsync("/api/v2/projects", new CreateProject("acme", Name["acme/".Length..]))).EnsureSuccessStatusCode();
        await File.WriteAllTextAsync(work[".gitlab-ci.yml"], configuration);
        string[][] steps =
        [
            ["init", "--quiet", "--initial-branch=main"], ["add", "--all"],
            ["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "First"],
            ["push", "--quiet", "-o", "ci.skip", $"{server.Url.Replace("://", $"://admin:{server.Token}@", StringComparison.Ordinal)}/{Name}.git", "main"],
        ];
        foreach (var step in steps)
        {
            await Tool.RunAsync("git", ["-C", work.Path, .. step]);
        }
    }

    /// <summary>Runs a pipeline and takes its job.</summary>
    public async Task TakeAsync()
    {
        var made = await (await admin.PostAsJsonAsync("/api/v2/runners", new CreateRunner("of the page", null, true, false, false, false, [Name], null, null))).Content.ReadFromJsonAsync<CreatedRunner>();
        (await admin.PostAsJsonAsync($"/api/v2/projects/{Name}/pipelines", new RunPipeline(null, null, null))).EnsureSuccessStatusCode();
        var answer = await runner.PostAsJsonAsync(
            "jobs/request", new JsonObject { ["token"] = made!.Token, ["system_id"] = "s_0123456789ab", ["info"] = new JsonObject { ["name"] = "gitlab-runner", ["features"] = new JsonObject() } });
        ((int)answer.StatusCode).ShouldBe(201);
        job = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        await StateAsync("running");
    }

    public async Task TraceAsync(string text)
    {
        using var patch = new HttpRequestMessage(HttpMethod.Patch, $"jobs/{Job}/trace");
        var bytes = Encoding.UTF8.GetBytes(text);
        patch.Headers.Add("Job-Token", (string)job["token"]!);
        patch.Content = new ByteArrayContent(bytes);
        patch.Content.Headers.ContentType = new MediaTypeHeaderValue("text/plain");
        patch.Content.Headers.TryAddWithoutValidation("Content-Range", $"{sent}-{sent + bytes.Length - 1}");
        ((int)(await runner.SendAsync(patch)).StatusCode).ShouldBe(202);
        sent += bytes.Length;
    }

    public async Task StateAsync(string state) =>
        ((int)(await runner.PutAsJsonAsync($"jobs/{Job}", new JsonObject { ["token"] = (string)job["token"]!, ["state"] = state })).StatusCode).ShouldBe(200);

    public void Dispose()
    {
        admin.Dispose();
        runner.Dispose();
    }
}
