using System.Net.Http.Json;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.MergeRequests.Approvals;
using Slipway.DevInstance.Testing;

namespace Slipway.DevInstance.Tests.MergeRequests;

public sealed class ApprovalTests(SharedServer shared)
{
    [Fact]
    public async Task What_the_rule_file_on_the_target_asks_for_is_missing_until_it_is_given_and_again_when_the_source_moves()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        var (ann, annToken) = await on.Project.MemberAsync("developer");
        var (_, bobToken) = await on.Project.MemberAsync("developer");
        await on.Work.CommitAsync(".slipway/approvals.yml", $"rules:\n  - name: Packaging\n    required: 1\n    users: [{ann}]\n    paths: [debian/]\n  - name: Docs\n    paths: ['*.md']\n");
        await on.Work.RunAsync("push", "--quiet", "origin", "main");
        await on.BranchAsync("topic", "debian/rules", "x", "merge_request.create");
        var detail = await on.ShowAsync(1);
        var need = detail.Approvals.ShouldHaveSingleItem();
        (need.Rule, need.Missing).ShouldBe(("Packaging", 1));
        (await on.RefusedAsync(1)).Detail!.ShouldContain($"Packaging: 1 more approval of {ann}");
        // Somebody whom the rule does not name.
        await ApproveAsync(on, bobToken, 200);
        (await on.ShowAsync(1)).Approvals[0].Missing.ShouldBe(1);
        await ApproveAsync(on, annToken, 200);
        (await on.ShowAsync(1)).Approvals[0].Missing.ShouldBe(0);
        await on.Work.CommitAsync("debian/rules", "y");
        await on.Work.RunAsync("push", "--quiet", "origin", "topic");
        (await on.ShowAsync(1)).Approvals[0].Missing.ShouldBe(1);
        await ApproveAsync(on, annToken, 200);
        (await on.MergeAsync(1)).MergeRequest.State.ShouldBe("merged");
    }

    [Fact]
    public async Task Neither_the_author_of_the_merge_request_nor_of_a_commit_approves_it()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        var (wrote, wroteToken) = await on.Project.MemberAsync("developer");
        var (_, openedToken) = await on.Project.MemberAsync("developer");
        await on.Work.RunAsync("checkout", "--quiet", "-b", "topic");
        await on.Work.CommitAsync("a", "a");
        await on.Work.RunAsync("commit", "--quiet", "--amend", "--no-edit", "--author", $"W <{wrote.ToUpperInvariant()}@example.org>");
        await on.Work.RunAsync("push", "--quiet", "origin", "topic");
        using var opened = shared.Server.Client(openedToken);
        (await opened.PostAsJsonAsync(on.Api, new CreateMergeRequest("topic"))).EnsureSuccessStatusCode();
        (await ApproveAsync(on, openedToken, 403)).ShouldContain("somebody else must approve it");
        (await ApproveAsync(on, wroteToken, 403)).ShouldContain("wrote or committed a part");
    }

    [Fact]
    public async Task A_source_can_not_change_the_rules_that_it_is_judged_by_and_a_broken_file_lets_nothing_through()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        await on.Work.CommitAsync(".slipway/approvals.yml", "rules:\n  - name: All\n");
        await on.Work.RunAsync("push", "--quiet", "origin", "main");
        await on.BranchAsync("topic", ".slipway/approvals.yml", "rules: []\n", "merge_request.create");
        (await on.RefusedAsync(1)).Detail!.ShouldContain("All: 1 more approval.");
        await on.Work.RunAsync("checkout", "--quiet", "main");
        await on.Work.CommitAsync(".slipway/approvals.yml", "rules:\n  - nam: All\n");
        await on.Work.RunAsync("push", "--quiet", "origin", "main");
        await on.BranchAsync("other", "x", "x", "merge_request.create");
        (await on.RefusedAsync(2)).Detail!.ShouldContain("Line 2: 'nam' does not belong in a rule");
    }

    [Theory]
    [InlineData("- a", "Line 1: the file must have the one key")]
    [InlineData("rules: x", "'rules' must be a list")]
    [InlineData("rules:\n- name: a\n  required: 0", "Line 3: 'required' must be a number from 1 to 20")]
    [InlineData("rules:\n- name: a\n  required: 2\n  users: [b]", "could never be met")]
    [InlineData("rules:\n- &x\n  name: a", "a rule must have keys")]
    [InlineData("rules:\n- name: *x", "Line 2")]
    [InlineData("rules:\n- name: !!str a", "a word is needed here")]
    [InlineData("rules:\n- name: a\n  name: b", "'name' is there twice")]
    [InlineData("rules: [\n", "no YAML that can be read")]
    [InlineData("rules: []\n---\nrules: []", "more than one document")]
    public void A_rule_file_that_is_not_as_it_must_be_is_refused_by_its_line(string text, string why) =>
        Should.Throw<FormatException>(() => ApprovalFile.Parse(text)).Message.ShouldContain(why);

    [Theory]
    [InlineData("*.md", "docs/a.md", true)]
    [InlineData("/*.md", "docs/a.md", false)]
    [InlineData("docs/", "docs/a/b", true)]
    [InlineData("docs/*", "docs/a/b", false)]
    [InlineData("**/test/**", "a/test/b/c", true)]
    [InlineData("src/**/*.cs", "src/a/b/c.cs", true)]
    [InlineData("src/**/*.cs", "src/c.cs", true)]
    [InlineData("src/?.cs", "src/ab.cs", false)]
    public void Globs_match_as_their_users_know_them(string pattern, string path, bool matches) => PathGlob.Matches(pattern, path).ShouldBe(matches);

    static async Task<string> ApproveAsync(MergeCase on, string token, int status)
    {
        using var client = on.Project.Server.Client(token);
        var answer = await client.PutAsync($"{on.Api}/1/approval", null);
        ((int)answer.StatusCode).ShouldBe(status, await answer.Content.ReadAsStringAsync());
        return status < 400 ? "" : (await answer.Content.ReadFromJsonAsync<Problem>())!.Detail!;
    }
}
