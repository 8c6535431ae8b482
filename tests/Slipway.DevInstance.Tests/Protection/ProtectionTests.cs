using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;

namespace Slipway.DevInstance.Tests.Protection;

public sealed class ProtectionTests(SharedServer shared)
{
    [Fact]
    public async Task A_push_to_a_protected_branch_is_refused_and_says_why()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        var (_, token) = await project.MemberAsync("developer");
        using var clone = await WorkFolder.CloneAsync(project.Url(token));
        await clone.CommitAsync("x", "x");
        var result = await clone.TryAsync("push", "origin", "main");
        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("remote: refs/heads/main is protected: that needs the role maintainer, and you are developer");
        (await clone.RunAsync("ls-remote", "origin", "main")).ShouldStartWith(await work.HeadAsync());
        await clone.RunAsync("push", "--quiet", "origin", "HEAD:refs/heads/mine");
    }

    [Fact]
    public async Task Not_even_an_owner_rewrites_or_deletes_a_protected_branch()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        await work.RunAsync("commit", "--quiet", "--amend", "--message", "Other");
        (await work.TryAsync("push", "--force", "origin", "main")).Error.ShouldContain("history can't be rewritten");
        (await work.TryAsync("push", "origin", ":main")).Error.ShouldContain("can't be deleted");
    }

    [Fact]
    public async Task A_branch_that_is_not_protected_may_be_rewritten_and_deleted()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        await work.RunAsync("push", "--quiet", "origin", "main:topic");
        await work.RunAsync("commit", "--quiet", "--amend", "--message", "Other");
        await work.RunAsync("push", "--quiet", "--force", "origin", "main:topic");
        await work.RunAsync("push", "--quiet", "origin", ":topic");
    }

    [Fact]
    public async Task The_exact_name_counts_before_patterns_and_long_patterns_before_short_ones()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        await ProtectAsync(project, new ProtectRef("branch", "release/*", Push: "nobody"));
        await ProtectAsync(project, new ProtectRef("branch", "release/hot-*", Push: "owner"));
        await ProtectAsync(project, new ProtectRef("branch", "release/hot-open", Push: "developer"));
        var (_, token) = await project.MemberAsync("developer");
        (await PushAsync(work, project.Url(), "release/1")).ShouldContain("nobody pushes to it");
        (await PushAsync(work, project.Url(), "release/hot-1")).ShouldBeEmpty();
        (await PushAsync(work, project.Url(token), "release/hot-2")).ShouldContain("role owner");
        (await PushAsync(work, project.Url(token), "release/hot-open")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_protected_tag_is_made_once_and_stays()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        await ProtectAsync(project, new ProtectRef("tag", "v*"));
        var (_, token) = await project.MemberAsync("developer");
        await work.RunAsync("tag", "v1");
        (await work.TryAsync("push", project.Url(token), "v1")).Error.ShouldContain("refs/tags/v1 is protected (v*): that needs the role maintainer");
        await work.RunAsync("push", "--quiet", "origin", "v1");
        await work.CommitAsync("x", "x");
        await work.RunAsync("tag", "--force", "v1");
        (await work.TryAsync("push", "--force", "origin", "v1")).Error.ShouldContain("it stays where it is");
    }

    [Fact]
    public async Task A_protection_can_be_taken_away_by_maintainers_only()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var made = await ProtectAsync(project, new ProtectRef("branch", "x"));
        var (_, token) = await project.MemberAsync("developer");
        using var client = shared.Server.Client(token);
        (await client.DeleteAsync($"{project.Api}/protected-refs/{made.Id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await project.Admin.DeleteAsync($"{project.Api}/protected-refs/{made.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await project.Admin.GetFromJsonAsync<List<ProtectedRefInfo>>($"{project.Api}/protected-refs"))!.Single().Pattern.ShouldBe("main");
    }

    [Theory]
    [InlineData("refs/merge-requests/1/head")]
    [InlineData("refs/slipway/x")]
    [InlineData("refs/anything/x")]
    public async Task Only_branches_tags_and_notes_can_be_pushed(string name)
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        (await work.TryAsync("push", "origin", $"HEAD:{name}")).ExitCode.ShouldNotBe(0);
        (await Slipway.Testing.Tool.RunAsync("git", "-C", project.Folder, "for-each-ref", name)).ShouldBeEmpty();
    }

    static async Task<string> PushAsync(WorkFolder work, string url, string branch) => (await work.TryAsync("push", "--quiet", url, $"HEAD:refs/heads/{branch}")).Error;

    static async Task<ProtectedRefInfo> ProtectAsync(OwnProject project, ProtectRef wanted)
    {
        var answer = await project.Admin.PostAsJsonAsync($"{project.Api}/protected-refs", wanted);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<ProtectedRefInfo>())!;
    }
}
