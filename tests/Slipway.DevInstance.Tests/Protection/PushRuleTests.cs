using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.Protection;

public sealed class PushRuleTests(SharedServer shared)
{
    [Fact]
    public async Task A_commit_message_must_match()
    {
        using var project = await WithRulesAsync(new PushRuleSet(CommitMessage: "^[A-Z]{2,}-[0-9]+: "));
        using var work = await WorkAsync(project);
        await work.CommitAsync("a", "a", "no number");
        await RefusedAsync(work, "its message must match");
        await work.RunAsync("commit", "--quiet", "--amend", "--message", "SLP-1: good");
        await work.RunAsync("push", "--quiet", "origin", "HEAD:topic");
    }

    [Fact]
    public async Task Only_new_commits_are_looked_at()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        await SetAsync(project, new PushRuleSet(CommitMessage: "^SLP-"));
        await work.RunAsync("push", "--quiet", "origin", "HEAD:refs/heads/old-commits-new-branch");
    }

    [Fact]
    public async Task An_authors_address_must_match()
    {
        using var project = await WithRulesAsync(new PushRuleSet(AuthorEmail: "@corp\\.example$"));
        using var work = await WorkAsync(project);
        await work.CommitAsync("a", "a");
        await RefusedAsync(work, "its author's address, ann@example.org, must match");
        await work.RunAsync("commit", "--quiet", "--amend", "--no-edit", "--author", "Ann <ann@corp.example>");
        await work.RunAsync("push", "--quiet", "origin", "HEAD:topic");
    }

    [Fact]
    public async Task A_new_branchs_name_must_match()
    {
        using var project = await WithRulesAsync(new PushRuleSet(BranchName: "^(feature|fix)/"));
        using var work = await WorkAsync(project);
        await work.CommitAsync("a", "a");
        await RefusedAsync(work, "names of branches must match");
        await work.RunAsync("push", "--quiet", "origin", "HEAD:refs/heads/fix/it");
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_named()
    {
        using var project = await WithRulesAsync(new PushRuleSet(MaxFileBytes: 1000));
        using var work = await WorkAsync(project);
        await work.CommitAsync("exact", new string('x', 1000));
        await work.RunAsync("push", "--quiet", "origin", "HEAD:topic");
        await work.CommitAsync("too/large \u00e4", new string('x', 1001));
        await work.RunAsync("rm", "--quiet", "too/large \u00e4");
        await work.RunAsync("commit", "--quiet", "--message", "It is gone, and in the history still");
        await RefusedAsync(work, "too/large \u00e4 is larger than 1,000 bytes");
    }

    [Fact]
    public async Task A_forbidden_file_is_refused_in_whatever_commit_and_may_be_deleted()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        await work.CommitAsync("old.pem", "secret");
        await work.RunAsync("push", "--quiet", "origin", "main");
        await SetAsync(project, new PushRuleSet(ForbiddenFiles: @"(^|/)id_rsa$|\.pem$"));
        await work.RunAsync("rm", "--quiet", "old.pem");
        await work.RunAsync("commit", "--quiet", "--message", "Away with it");
        await work.RunAsync("push", "--quiet", "origin", "main");
        await work.CommitAsync("keys/id_rsa", "secret");
        await work.RunAsync("mv", "keys/id_rsa", "harmless");
        await work.RunAsync("commit", "--quiet", "--message", "Renamed");
        await RefusedAsync(work, "adds keys/id_rsa");
    }

    [Fact]
    public async Task No_branch_is_rewritten_where_the_rule_says_so()
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        using var work = await project.SeedAsync();
        await SetAsync(project, new PushRuleSet(NoForcePush: true));
        await work.RunAsync("push", "--quiet", "origin", "HEAD:topic");
        await work.RunAsync("commit", "--quiet", "--amend", "--message", "Other");
        (await work.TryAsync("push", "--force", "origin", "HEAD:topic")).Error.ShouldContain("this project allows no force push");
    }

    [Fact]
    public async Task What_is_refused_leaves_no_objects_behind()
    {
        using var project = await WithRulesAsync(new PushRuleSet(CommitMessage: "^never$"));
        using var work = await WorkAsync(project);
        var commit = await work.CommitAsync("a", "a");
        await RefusedAsync(work, "its message must match");
        (await Tool.TryAsync("git", "-C", project.Folder, "cat-file", "-e", commit)).ExitCode.ShouldNotBe(0);
    }

    [Theory]
    [InlineData("(unclosed")]
    [InlineData("(?=lookahead)")]
    public async Task A_pattern_that_cant_be_used_is_refused(string pattern)
    {
        using var project = await OwnProject.CreateAsync(shared.Server);
        var answer = await project.Admin.PutAsJsonAsync($"{project.Api}/push-rules", new PushRuleSet(CommitMessage: pattern));
        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("commitMessage");
    }

    static async Task RefusedAsync(WorkFolder work, string why)
    {
        var result = await work.TryAsync("push", "origin", "HEAD:refs/heads/topic");
        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain(why);
    }

    async Task<OwnProject> WithRulesAsync(PushRuleSet rules)
    {
        var project = await OwnProject.CreateAsync(shared.Server);
        await SetAsync(project, rules);
        return project;
    }

    static async Task SetAsync(OwnProject project, PushRuleSet rules) =>
        (await project.Admin.PutAsJsonAsync($"{project.Api}/push-rules", rules)).EnsureSuccessStatusCode();

    static async Task<WorkFolder> WorkAsync(OwnProject project)
    {
        var work = await WorkFolder.InitAsync();
        await work.RunAsync("remote", "add", "origin", project.Url());
        return work;
    }
}
