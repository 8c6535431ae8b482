using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.System.Tests.Clients;
using Slipway.Testing;

namespace Slipway.System.Tests.FromPushToPackage;

/// <summary>The whole way: git push, pipeline, runner, packages with their origin, apt and dnf.</summary>
[Collection("alone")]
public sealed class PushToPackageTests
{
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task A_push_builds_both_packages_and_users_install_them_and_verify_their_origin()
    {
        await using var server = await ServerProcess.StartAsync();
        using var packages = await TestRepository.CreateAsync(server);
        using var runner = await RunnerProcess.StartAsync(server);
        using var project = await SampleProject.CreateAsync(packages.FullName);
        await MakeProjectAsync(server, packages);

        await project.GitAsync("push", "--quiet", GitUrl(server), "main");
        await EndAsync(server, runner, "success");

        using var apt = await AptClient.OfAsync(packages, "debian/bookworm");
        await apt.RefreshAsync().ShouldSucceedAsync();
        await apt.InstallAsync("hello-slipway").ShouldSucceedAsync();
        using var dnf = await DnfClient.OfAsync(packages, "el/9");
        await dnf.InstallAsync("hello-slipway").ShouldSucceedAsync();
        await VerifyAsync(server, packages, "acme/hello").ShouldSucceedAsync();
        (await VerifyAsync(server, packages, "acme/other")).ExitCode.ShouldBe(8);
    }

    [Fact]
    public async Task The_server_is_killed_between_the_steps_and_the_packages_come_out_all_the_same()
    {
        await using var server = await ServerProcess.StartAsync();
        using var packages = await TestRepository.CreateAsync(server);
        using var runner = await RunnerProcess.StartAsync(server);
        using var project = await SampleProject.CreateAsync(packages.FullName);
        await MakeProjectAsync(server, packages);

        await project.GitAsync("push", "--quiet", GitUrl(server), "main");
        for (var kill = 0; kill < 5; kill++)
        {
            server.Kill();
            await server.StartAgainAsync();
            await Task.Delay(TimeSpan.FromSeconds(3));
        }

        await EndAsync(server, runner, "success");
        using var apt = await AptClient.OfAsync(packages, "debian/bookworm");
        await apt.RefreshAsync().ShouldSucceedAsync();
        await apt.InstallAsync("hello-slipway").ShouldSucceedAsync();
    }

    [Fact]
    public async Task A_merge_request_with_a_failing_test_is_blocked_until_it_is_mended_and_then_becomes_the_package_that_users_get()
    {
        await using var server = await ServerProcess.StartAsync();
        using var packages = await TestRepository.CreateAsync(server);
        using var runner = await RunnerProcess.StartAsync(server);
        using var project = await SampleProject.CreateAsync(packages.FullName);
        await MakeProjectAsync(server, packages);
        using var http = server.Client();
        (await http.PutAsJsonAsync("/api/v2/projects/acme/hello/merge-rules", new MergeRuleSet(PipelinesMustSucceed: true))).EnsureSuccessStatusCode();
        await project.GitAsync("push", "--quiet", "-o", "ci.skip", GitUrl(server), "main");

        // The greeting changes, and its test does not.
        await project.GitAsync("checkout", "--quiet", "-b", "greeting");
        project.Write("greeting.h", "#define GREETING \"Hello from a merge request\"\n");
        await project.CommitAsync("Another greeting");
        await project.GitAsync("push", "--quiet", "-o", "merge_request.create", GitUrl(server), "greeting");
        await EndAsync(server, runner, "failed");
        using var refused = await http.PostAsJsonAsync(MergeUrl, new MergeNow());
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Pipelines must succeed in this project");
        (await project.GitAsync("ls-remote", GitUrl(server), "refs/heads/main")).ShouldStartWith((await project.GitAsync("rev-parse", "main")).Trim());

        project.Write("Makefile", project.Read("Makefile").Replace("Hello from Slipway", "Hello from a merge request", StringComparison.Ordinal));
        await project.CommitAsync("Its test");
        await project.GitAsync("push", "--quiet", GitUrl(server), "greeting");
        await EndAsync(server, runner, "success", pipelines: 2);
        using var merged = await http.PostAsJsonAsync(MergeUrl, new MergeNow(RemoveSource: true));
        merged.StatusCode.ShouldBe(HttpStatusCode.OK, await merged.Content.ReadAsStringAsync());
        // The merge is a push to main like any other: its pipeline builds and publishes.
        await EndAsync(server, runner, "success", pipelines: 3);

        using var apt = await AptClient.OfAsync(packages, "debian/bookworm");
        await apt.RefreshAsync().ShouldSucceedAsync();
        await apt.InstallAsync("hello-slipway").ShouldSucceedAsync();
        (await Tool.RunAsync(Path.Combine(apt.Root, "usr/bin/hello-slipway"))).ShouldBe("Hello from a merge request\n");
    }

    /// <summary>A user downloads the package and asks where it came from.</summary>
    static async Task<ToolResult> VerifyAsync(ServerProcess server, TestRepository packages, string source)
    {
        using var folder = new TempFolder();
        using var http = server.Client();
        await File.WriteAllBytesAsync(folder["hello-slipway_1.0_amd64.deb"], await http.GetByteArrayAsync($"{packages.Url}/packages/debian/bookworm/hello-slipway_1.0_amd64.deb/download"));
        return await Tool.TryAsync(new ToolCall(Build.Cli,
            ["verify", folder["hello-slipway_1.0_amd64.deb"], "--repository", packages.FullName, "--url", server.Url, "--source", source, "--ref", "main"])
        {
            Environment = new Dictionary<string, string?> { ["SLIPWAY_TOKEN"] = server.Token, ["XDG_CONFIG_HOME"] = folder["config"] },
        });
    }

    const string MergeUrl = "/api/v2/projects/acme/hello/merge-requests/1/merge";

    static string GitUrl(ServerProcess server) => $"{server.Url.Replace("://", $"://admin:{server.Token}@", StringComparison.Ordinal)}/acme/hello.git";

    /// <summary>The project, and its right to push into the repository from main, without a stored secret.</summary>
    static async Task MakeProjectAsync(ServerProcess server, TestRepository packages)
    {
        using var http = server.Client();
        (await http.PostAsJsonAsync("/api/v2/projects", new CreateProject("acme", "hello"))).EnsureSuccessStatusCode();
        using var granted = await http.PostAsJsonAsync($"/api/v2/repositories/{packages.FullName}/publishers", new CreatePublisher("acme/hello", "main"));
        granted.IsSuccessStatusCode.ShouldBeTrue(await granted.Content.ReadAsStringAsync());
    }

    static async Task EndAsync(ServerProcess server, RunnerProcess runner, string state, int pipelines = 1)
    {
        using var http = server.Client();
        using var late = new CancellationTokenSource(Longest);
        while (true)
        {
            var page = await http.GetFromJsonAsync<PipelinePage>("/api/v2/projects/acme/hello/pipelines", late.Token);
            var newest = page!.Items is [var first, ..] ? first : null;
            if ((page.Items.Count >= pipelines && newest?.State is "success" or "failed" or "canceled" or "skipped") || late.IsCancellationRequested)
            {
                newest!.State.ShouldBe(state, await StoryAsync(http, newest.Id) + runner.Log);
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(300));
        }
    }

    /// <summary>Each job with its trace, for whoever reads a failure.</summary>
    static async Task<string> StoryAsync(HttpClient http, long pipeline)
    {
        var detail = await http.GetFromJsonAsync<PipelineDetail>($"/api/v2/projects/acme/hello/pipelines/{pipeline}");
        var story = string.Join('\n', detail!.Pipeline.Errors);
        foreach (var job in detail.Jobs)
        {
            story += $"\n== {job.Name}: {job.State} {job.FailureReason}\n" + await http.GetStringAsync($"/api/v2/projects/acme/hello/jobs/{job.Id}/trace");
        }

        return story;
    }
}
