using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.Projects;

public sealed class DeleteTests(SharedServer shared)
{
    [Fact]
    public async Task An_owner_deletes_a_project_and_it_is_gone_for_everybody_and_its_name_is_free()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        var (owner, token) = await project.MemberAsync("owner");
        var limited = await project.TokenAsync(owner, "admin", project.Path);
        using var client = shared.Server.Client(token);
        (await client.DeleteAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await client.GetAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.DeleteAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await work.TryAsync("fetch", "origin")).ExitCode.ShouldNotBe(0);
        (await work.TryAsync("push", "origin", "main:again")).ExitCode.ShouldNotBe(0);
        await Waiting.UntilAsync("the repository is gone", () => !Directory.Exists(project.Folder));
        using var other = shared.Server.Client(limited);
        await Waiting.UntilAsync("its token is revoked", async () => (await other.GetAsync("/api/v2/projects/x/y")).StatusCode == HttpStatusCode.Unauthorized);

        var again = await project.Admin.PostAsJsonAsync("/api/v2/projects", new CreateProject(project.Owner, project.Name));
        var fresh = (await again.Content.ReadFromJsonAsync<ProjectInfo>())!;
        fresh.Id.ShouldBeGreaterThan(project.Info.Id);
        (await work.RunAsync("ls-remote", "origin")).ShouldBeEmpty();
        (await client.GetAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Nobody_but_an_owner_deletes_and_only_with_a_token_that_may()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var maintainer = shared.Server.Client((await project.MemberAsync("maintainer")).Token);
        var refused = await maintainer.DeleteAsync(project.Api);
        refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await refused.Content.ReadFromJsonAsync<Problem>())!.Detail!.ShouldContain("this needs owner");
        using var stranger = shared.Server.Client((await project.MemberAsync(null)).Token);
        (await stranger.DeleteAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var weak = shared.Server.Client((await project.MemberAsync("owner", "push")).Token);
        (await weak.DeleteAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = shared.Server.Client(null);
        (await nobody.DeleteAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await project.Admin.GetAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pushes_under_way_end_one_way_or_the_other_and_nothing_of_them_stays()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        var pushes = Enumerable.Range(0, 8).Select(i => work.TryAsync("push", "--quiet", "origin", $"main:refs/heads/b{i}")).ToList();
        await Task.Delay(60);
        (await project.Admin.DeleteAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await Task.WhenAll(pushes);
        await Waiting.UntilAsync("the repository is gone", () => !Directory.Exists(project.Folder));
        (await work.TryAsync("push", "--quiet", "origin", "main:refs/heads/late")).ExitCode.ShouldNotBe(0);
        Directory.Exists(project.Folder).ShouldBeFalse();
    }

    [Fact]
    public async Task The_command_asks_for_the_name_and_deletes()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var home = new TempFolder();
        var call = new ToolCall(Build.Cli, ["project", "delete", project.Path, "--url", shared.Server.Url])
        {
            Environment = new Dictionary<string, string?> { ["SLIPWAY_TOKEN"] = shared.Server.Token, ["XDG_CONFIG_HOME"] = home.Path },
            Input = "",
        };
        var unasked = await Tool.TryAsync(call);
        unasked.ExitCode.ShouldNotBe(0);
        unasked.Error.ShouldContain("Add --yes");
        var done = await Tool.TryAsync(call with { Arguments = [.. call.Arguments, "--yes"] });
        done.ExitCode.ShouldBe(0, done.Error);
        done.Output.ShouldBe($"{project.Path} is deleted.\n");
        (await project.Admin.GetAsync(project.Api)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
