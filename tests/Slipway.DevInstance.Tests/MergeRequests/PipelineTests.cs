using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;

namespace Slipway.DevInstance.Tests.MergeRequests;

/// <summary>With the real build machines, and a runner that says what became of its jobs.</summary>
public sealed class PipelineTests(SharedServer shared)
{
    const string Configuration = "check:\n  script: make check\n  rules: [{if: '$CI_PIPELINE_SOURCE == \"merge_request_event\"'}]\n";

    [Fact]
    public async Task What_failed_is_not_merged_and_what_waits_for_its_pipeline_is_merged_when_it_succeeds()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        await on.Work.CommitAsync(".gitlab-ci.yml", Configuration);
        await on.Work.RunAsync("push", "--quiet", "-o", "ci.skip", "origin", "main");
        (await on.Admin.PutAsJsonAsync(on.Project.Api + "/merge-rules", new MergeRuleSet(PipelinesMustSucceed: true))).EnsureSuccessStatusCode();
        using var runner = await ApiRunner.CreateAsync(on.Project);
        await on.Work.RunAsync("checkout", "--quiet", "-b", "topic");
        await on.Work.CommitAsync("a", "a");
        var result = await on.Work.TryAsync("push", "-o", "merge_request.create", "-o", "merge_request.merge_when_pipeline_succeeds", "origin", "topic");
        result.Error.ShouldContain("!1 is merged when its pipeline succeeds");
        var detail = await on.ShowAsync(1);
        detail.MergeRequest.AutoMerge.ShouldBeTrue();
        detail.Blocks.ShouldHaveSingleItem().Code.ShouldBe("pipeline");
        (await on.RefusedAsync(1)).Detail!.ShouldContain("Pipelines must succeed");

        await runner.FinishAsync("failed");
        (await BecomesAsync(on, one => one.Pipeline?.State == "failed")).MergeRequest.State.ShouldBe("opened");
        (await on.RefusedAsync(1)).Detail!.ShouldContain("is failed");

        // The new head has a pipeline of its own, and nobody has said of it that it is to be merged.
        await on.Work.CommitAsync("a", "b");
        await on.Work.RunAsync("push", "--quiet", "origin", "topic");
        (await on.ShowAsync(1)).MergeRequest.AutoMerge.ShouldBeFalse();
        (await on.Admin.PostAsJsonAsync(on.Api + "/1/merge", new MergeNow(WhenPipelineSucceeds: true))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await runner.FinishAsync("success");
        var merged = (await BecomesAsync(on, one => one.MergeRequest.State == "merged")).MergeRequest;
        (await on.RefAsync("refs/heads/main")).ShouldBe(merged.MergeCommit);
    }

    [Theory]
    [InlineData("squash")]
    [InlineData("merge")]
    [InlineData("fast-forward")]
    public async Task What_waits_for_its_pipeline_is_merged_by_the_method_that_was_asked_for(string method)
    {
        using var on = await WithRulesAsync();
        using var runner = await ApiRunner.CreateAsync(on.Project);
        var main = await on.RefAsync("refs/heads/main");
        await on.BranchAsync("topic", "a", "a", "merge_request.create");
        await on.Work.CommitAsync("b", "b");
        var head = await on.Work.HeadAsync();
        await on.Work.RunAsync("push", "--quiet", "origin", "topic");
        var wanted = new MergeNow(head, method, WhenPipelineSucceeds: true, RemoveSource: true, Message: "As one\n\nAsked for before.\n");
        (await on.Admin.PostAsJsonAsync(on.Api + "/1/merge", wanted)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await UntilHeadIsTestedAsync(runner, head);
        var merged = (await BecomesAsync(on, one => one.MergeRequest.State == "merged")).MergeRequest;
        (await on.RefAsync("refs/heads/main")).ShouldBe(merged.MergeCommit);
        (await on.RefAsync("refs/heads/topic")).ShouldBeNull();
        await on.Work.RunAsync("fetch", "--quiet", "origin");
        var parents = (await on.Work.RunAsync("log", "-1", "--format=%P", "origin/main")).Trim();
        var message = await on.Work.RunAsync("log", "-1", "--format=%B", "origin/main");
        switch (method)
        {
            case "squash":
                parents.ShouldBe(main);
                message.ShouldStartWith("As one\n\nAsked for before.");
                break;
            case "merge":
                parents.ShouldBe($"{main} {head}");
                message.ShouldStartWith("As one\n\nAsked for before.");
                break;
            default:
                merged.MergeCommit.ShouldBe(head);
                break;
        }
    }

    [Fact]
    public async Task What_can_not_be_merged_by_itself_any_more_says_so_and_waits_no_longer()
    {
        using var on = await WithRulesAsync();
        using var runner = await ApiRunner.CreateAsync(on.Project);
        var head = await on.BranchAsync("topic", "a", "a", "merge_request.create");
        (await on.Admin.PostAsJsonAsync(on.Api + "/1/merge", new MergeNow(Method: "fast-forward", WhenPipelineSucceeds: true))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await on.Work.RunAsync("checkout", "--quiet", "main");
        await on.Work.CommitAsync("other", "o");
        await on.Work.RunAsync("push", "--quiet", "origin", "main");
        await UntilHeadIsTestedAsync(runner, head);
        (await BecomesAsync(on, one => !one.MergeRequest.AutoMerge)).MergeRequest.State.ShouldBe("opened");
        var said = (await on.Admin.GetFromJsonAsync<IReadOnlyList<CommentInfo>>(on.Api + "/1/comments"))!.ShouldHaveSingleItem();
        said.Author.ShouldBe("slipway");
        said.Body.ShouldContain("can't be merged fast-forward");
    }

    [Fact]
    public async Task A_push_says_that_it_is_to_be_squashed_and_merged_when_its_pipeline_succeeds()
    {
        using var on = await WithRulesAsync();
        using var runner = await ApiRunner.CreateAsync(on.Project);
        var main = await on.RefAsync("refs/heads/main");
        var head = await on.BranchAsync("topic", "a", "a", "merge_request.create", "merge_request.auto_merge", "merge_request.squash", "merge_request.remove_source_branch", "merge_request.title=All in one");
        await UntilHeadIsTestedAsync(runner, head);
        await BecomesAsync(on, one => one.MergeRequest.State == "merged");
        await on.Work.RunAsync("fetch", "--quiet", "origin");
        (await on.Work.RunAsync("log", "-1", "--format=%P %s", "origin/main")).ShouldStartWith($"{main} All in one");
        (await on.RefAsync("refs/heads/topic")).ShouldBeNull();
    }

    [Fact]
    public async Task A_push_gives_its_pipeline_variables_and_inputs()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        using var runner = await ApiRunner.CreateAsync(on.Project);
        await on.Work.CommitAsync(".gitlab-ci.yml", "spec:\n  inputs:\n    level: {default: low}\n---\nbuild:\n  variables: {LEVEL: '$[[ inputs.level ]]'}\n  script: make\n");
        await on.Work.RunAsync("push", "--quiet", "-o", "ci.input=level=high", "-o", "ci.variable=WHO=ann=b", "origin", "main");
        var given = (await runner.FinishAsync("success"))["variables"]!.AsArray().ToLookup(one => (string)one!["key"]!, one => (string?)one!["value"]);
        given["LEVEL"].Last().ShouldBe("high");
        given["WHO"].Last().ShouldBe("ann=b");
    }

    async Task<MergeCase> WithRulesAsync()
    {
        var on = await MergeCase.CreateAsync(shared.Server);
        await on.Work.CommitAsync(".gitlab-ci.yml", Configuration);
        await on.Work.RunAsync("push", "--quiet", "-o", "ci.skip", "origin", "main");
        (await on.Admin.PutAsJsonAsync(on.Project.Api + "/merge-rules", new MergeRuleSet(PipelinesMustSucceed: true))).EnsureSuccessStatusCode();
        return on;
    }

    /// <summary>Ends the jobs of pipelines that are about older heads as well.</summary>
    static async Task UntilHeadIsTestedAsync(ApiRunner runner, string head)
    {
        while ((string)(await runner.FinishAsync("success"))["git_info"]!["sha"]! != head)
        {
            // The next one.
        }
    }

    static async Task<MergeRequestDetail> BecomesAsync(MergeCase on, Func<MergeRequestDetail, bool> wanted)
    {
        for (var i = 0; i < 300; i++)
        {
            if (await on.ShowAsync(1) is { } detail && wanted(detail))
            {
                return detail;
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The merge request did not become what it should.");
    }
}
