using System.Net.Http.Json;
using System.Text.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Testing;

namespace Slipway.BuildMachines.Tests;

/// <summary>A project of a test's own, with a configuration pushed by the real git, and a runner that takes its jobs only.</summary>
public sealed class OwnProject : IDisposable
{
    readonly TempFolder work = new();

    OwnProject(ServerProcess server, string name) => (Server, Path, Admin) = (server, "test/" + name, server.Client());

    public ServerProcess Server { get; }

    public string Path { get; }

    public string Api => $"/api/v2/projects/{Path}";

    public HttpClient Admin { get; }

    public long Id { get; private set; }

    public static async Task<OwnProject> CreateAsync(ServerProcess server, string? configuration = null, bool isPrivate = true)
    {
        var own = new OwnProject(server, "p" + Random());
        var answer = await own.Admin.PostAsJsonAsync("/api/v2/projects", new CreateProject("test", own.Path["test/".Length..], isPrivate));
        answer.EnsureSuccessStatusCode();
        own.Id = (await answer.Content.ReadFromJsonAsync<ProjectInfo>())!.Id;
        await own.GitAsync("init", "--quiet", "--initial-branch=main");
        await own.GitAsync("remote", "add", "origin", $"{server.Url.Replace("://", $"://any:{server.Token}@", StringComparison.Ordinal)}/{own.Path}.git");
        if (configuration is not null)
        {
            await own.PushAsync(configuration, "-o", "ci.skip"); // the test says when a pipeline runs
        }

        return own;
    }

    /// <summary>Commits the configuration on the branch that is checked out, and pushes it.</summary>
    public async Task PushAsync(string configuration, params string[] options)
    {
        await File.WriteAllTextAsync(work[".gitlab-ci.yml"], configuration);
        await GitAsync("add", "-A");
        await GitAsync("commit", "--quiet", "--allow-empty", "-m", "Configuration");
        await GitAsync(["push", "--quiet", "origin", "HEAD", .. options]);
    }

    /// <summary>A file for the next commit.</summary>
    public Task AddAsync(string file, string text) => File.WriteAllTextAsync(work[file], text);

    public Task<string> GitAsync(params string[] arguments) => Tool.RunAsync(
        "git", ["-C", work.Path, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false", .. arguments]);

    /// <summary>Runs a pipeline without git's push starting one.</summary>
    public async Task<PipelineDetail> RunAsync(Dictionary<string, string>? variables = null, string? @ref = null)
    {
        var answer = await Admin.PostAsJsonAsync($"{Api}/pipelines", new RunPipeline(@ref, variables, null));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<PipelineDetail>())!;
    }

    public async Task<PipelineDetail> PipelineAsync(long id) => (await Admin.GetFromJsonAsync<PipelineDetail>($"{Api}/pipelines/{id}"))!;

    public async Task<JobInfo> JobAsync(long id) => (await Admin.GetFromJsonAsync<JobInfo>($"{Api}/jobs/{id}"))!;

    /// <summary>Asks again until it is so.</summary>
    public async Task<JobInfo> JobBecomesAsync(long id, string state)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await JobAsync(id) is { } job && job.State == state)
            {
                return job;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException($"Job {id} is {(await JobAsync(id)).State} and not {state}.");
    }

    public async Task<RunnerClient> RunnerAsync(string[]? tags = null, bool? runUntagged = null, bool isProtected = false, string systemId = "s_0123456789ab")
    {
        var answer = await Admin.PostAsJsonAsync("/api/v2/runners", new CreateRunner($"runner of {Path}", tags, runUntagged, isProtected, false, false, [Path], null, null));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        var made = (await answer.Content.ReadFromJsonAsync<CreatedRunner>())!;
        return new RunnerClient(Server.Url, made.Token, systemId) { Id = made.Runner.Id };
    }

    public async Task<JsonElement> PostAsync(string path, object? body = null)
    {
        var answer = await Admin.PostAsJsonAsync($"{Api}/{path}", body ?? new { });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public void Dispose()
    {
        Admin.Dispose();
        work.Dispose();
    }

    static string Random() => Guid.NewGuid().ToString("N")[..12];
}
