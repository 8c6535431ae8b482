using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.DevInstance.Testing;
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

        await InstallBothAsync(packages, "Hello from Slipway");
        await VerifyAsync(server, packages, "acme/hello").ShouldSucceedAsync();
        (await VerifyAsync(server, packages, "acme/other")).ExitCode.ShouldBe(8);

        // The packages outlive their project, and nobody who takes its name pushes in its place.
        using var http = server.Client();
        (await http.DeleteAsync("/api/v2/projects/acme/hello")).EnsureSuccessStatusCode();
        for (var tries = 0; (await http.GetFromJsonAsync<List<PublisherInfo>>($"/api/v2/repositories/{packages.FullName}/publishers"))!.Count > 0; tries++)
        {
            tries.ShouldBeLessThan(200);
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        await VerifyAsync(server, packages, "acme/hello").ShouldSucceedAsync();
    }

    [Fact]
    public async Task The_server_is_killed_after_every_step_and_the_packages_come_out_all_the_same()
    {
        await using var server = await ServerProcess.StartAsync();
        using var packages = await TestRepository.CreateAsync(server);
        using var runner = await RunnerProcess.StartAsync(server);
        using var project = await SampleProject.CreateAsync(packages.FullName);
        await MakeProjectAsync(server, packages);
        var killer = new StepKiller(server, packages);

        await project.GitAsync("push", "--quiet", GitUrl(server), "main");
        await killer.KillAsync("pushed");
        (await killer.UntilOverAsync(1)).ShouldBe("success", await NewestStoryAsync(server) + runner.Log);
        killer.KilledAfter.ShouldContain("1: made");
        foreach (var job in new[] { "test", "deb", "rpm", "publish" })
        {
            // While the server was away the runner may have gone on, so one of the two is seen at least.
            killer.KilledAfter.ShouldContain(step => step == $"1: {job} assigned" || step == $"1: {job} running");
            killer.KilledAfter.ShouldContain($"1: {job} success");
        }

        killer.KilledAfter.Count(step => step.EndsWith(" published", StringComparison.Ordinal)).ShouldBe(2);
        await InstallBothAsync(packages, "Hello from Slipway");
        await VerifyAsync(server, packages, "acme/hello").ShouldSucceedAsync();
    }

    [Fact]
    public async Task A_merge_request_with_a_failing_test_is_blocked_until_it_is_mended_and_then_becomes_the_package_that_users_get()
    {
        await using var server = await ServerProcess.StartAsync();
        using var packages = await TestRepository.CreateAsync(server);
        using var runner = await RunnerProcess.StartAsync(server);
        using var project = await SampleProject.CreateAsync(packages.FullName);
        await MakeProjectAsync(server, packages);
        await PipelinesMustSucceedAsync(server);
        await project.GitAsync("push", "--quiet", "-o", "ci.skip", GitUrl(server), "main");

        await BreakAsync(project);
        await project.GitAsync("push", "--quiet", "-o", "merge_request.create", GitUrl(server), "greeting");
        await EndAsync(server, runner, "failed");
        await RefusedAsync(server);
        (await project.GitAsync("ls-remote", GitUrl(server), "refs/heads/main")).ShouldStartWith((await project.GitAsync("rev-parse", "main")).Trim());

        await MendAsync(project);
        await project.GitAsync("push", "--quiet", GitUrl(server), "greeting");
        await EndAsync(server, runner, "success", pipelines: 2);
        await MergeAsync(server);
        // The merge is a push to main like any other: its pipeline builds and publishes.
        await EndAsync(server, runner, "success", pipelines: 3);
        await InstallBothAsync(packages, "Hello from a merge request");
    }

    [Fact]
    public async Task A_merge_request_comes_through_with_the_server_killed_after_every_step()
    {
        await using var server = await ServerProcess.StartAsync();
        using var packages = await TestRepository.CreateAsync(server);
        using var runner = await RunnerProcess.StartAsync(server);
        using var project = await SampleProject.CreateAsync(packages.FullName);
        await MakeProjectAsync(server, packages);
        await PipelinesMustSucceedAsync(server);
        var killer = new StepKiller(server, packages);
        await project.GitAsync("push", "--quiet", "-o", "ci.skip", GitUrl(server), "main");
        await killer.KillAsync("main pushed");

        await BreakAsync(project);
        await project.GitAsync("push", "--quiet", "-o", "merge_request.create", GitUrl(server), "greeting");
        await killer.KillAsync("opened");
        (await killer.UntilOverAsync(1)).ShouldBe("failed", await NewestStoryAsync(server) + runner.Log);
        await RefusedAsync(server);
        await killer.KillAsync("refused");
        await RefusedAsync(server);

        await MendAsync(project);
        await project.GitAsync("push", "--quiet", GitUrl(server), "greeting");
        await killer.KillAsync("mended");
        (await killer.UntilOverAsync(2)).ShouldBe("success", await NewestStoryAsync(server) + runner.Log);
        await MergeAsync(server);
        await killer.KillAsync("merged");
        (await killer.UntilOverAsync(3)).ShouldBe("success", await NewestStoryAsync(server) + runner.Log);
        killer.KilledAfter.ShouldContain("1: test failed");
        killer.KilledAfter.ShouldContain("2: test success");
        killer.KilledAfter.ShouldContain("3: publish success");
        await InstallBothAsync(packages, "Hello from a merge request");
    }

    static async Task PipelinesMustSucceedAsync(ServerProcess server)
    {
        using var http = server.Client();
        (await http.PutAsJsonAsync("/api/v2/projects/acme/hello/merge-rules", new MergeRuleSet(PipelinesMustSucceed: true))).EnsureSuccessStatusCode();
    }

    /// <summary>The greeting changes, and its test does not.</summary>
    static async Task BreakAsync(SampleProject project)
    {
        await project.GitAsync("checkout", "--quiet", "-b", "greeting");
        project.Write("greeting.h", "#define GREETING \"Hello from a merge request\"\n");
        await project.CommitAsync("Another greeting");
    }

    static async Task MendAsync(SampleProject project)
    {
        project.Write("Makefile", project.Read("Makefile").Replace("Hello from Slipway", "Hello from a merge request", StringComparison.Ordinal));
        await project.CommitAsync("Its test");
    }

    static async Task RefusedAsync(ServerProcess server)
    {
        using var http = server.Client();
        using var refused = await http.PostAsJsonAsync(MergeUrl, new MergeNow());
        refused.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await refused.Content.ReadAsStringAsync()).ShouldContain("Pipelines must succeed in this project");
    }

    static async Task MergeAsync(ServerProcess server)
    {
        using var http = server.Client();
        using var merged = await http.PostAsJsonAsync(MergeUrl, new MergeNow(RemoveSource: true));
        merged.StatusCode.ShouldBe(HttpStatusCode.OK, await merged.Content.ReadAsStringAsync());
    }

    /// <summary>With the real apt and dnf; what apt installed says what it should.</summary>
    static async Task InstallBothAsync(TestRepository packages, string greeting)
    {
        using var apt = await AptClient.OfAsync(packages, "debian/bookworm");
        await apt.RefreshAsync().ShouldSucceedAsync();
        await apt.InstallAsync("hello-slipway").ShouldSucceedAsync();
        (await Tool.RunAsync(Path.Combine(apt.Root, "usr/bin/hello-slipway"))).ShouldBe(greeting + "\n");
        using var dnf = await DnfClient.OfAsync(packages, "el/9");
        await dnf.InstallAsync("hello-slipway").ShouldSucceedAsync();
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

    static async Task<string> NewestStoryAsync(ServerProcess server)
    {
        using var http = server.Client();
        return await StoryAsync(http, (await http.GetFromJsonAsync<PipelinePage>("/api/v2/projects/acme/hello/pipelines"))!.Items[0].Id);
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
