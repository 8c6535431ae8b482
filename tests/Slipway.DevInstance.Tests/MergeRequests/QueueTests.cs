using System.Net;
using System.Net.Http.Json;
using Slipway.Contracts;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.MergeRequests;

/// <summary>The merge queue, with the real build machines and a runner that says what became of each commit's job.</summary>
public sealed class QueueTests(SharedServer shared)
{
    [Fact]
    public async Task What_is_queued_is_tested_upon_what_is_ahead_of_it_and_merged_as_exactly_that()
    {
        using var on = await QueueCase.CreateAsync(shared.Server);
        await on.QueueAsync("one", "two");
        var first = await on.JobAsync();
        var second = await on.JobAsync();
        first.Variables["CI_MERGE_REQUEST_EVENT_TYPE"].ShouldBe("merge_train");
        // Both are tested at the same time; the second holds the first's change.
        var files = await on.FilesAsync(second.Commit);
        files.ShouldContain("one");
        files.ShouldContain("two");
        (await on.FilesAsync(first.Commit)).ShouldNotContain("two");

        await on.EndAsync(second, "success");
        var waits = await on.BecomesAsync(2, one => one.Queue!.State == "passed");
        waits.MergeRequest.State.ShouldBe("opened");
        waits.Queue!.Position.ShouldBe(2);
        (await on.Merge.RefAsync("refs/merge-requests/2/train")).ShouldBe(second.Commit);
        await on.EndAsync(first, "success");
        (await on.BecomesAsync(1, one => one.MergeRequest.State == "merged")).MergeRequest.MergeCommit.ShouldBe(first.Commit);
        (await on.BecomesAsync(2, one => one.MergeRequest.State == "merged")).MergeRequest.MergeCommit.ShouldBe(second.Commit);
        (await on.Merge.RefAsync("refs/heads/main")).ShouldBe(second.Commit);
        (await on.LineAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_fails_is_dropped_and_what_stands_behind_it_is_tested_anew_without_it()
    {
        using var on = await QueueCase.CreateAsync(shared.Server);
        await on.QueueAsync("bad", "good");
        var bad = await on.JobAsync();
        var good = await on.JobAsync();
        // It fails for what is ahead of it, and stays in line.
        await on.EndAsync(good, "failed");
        (await on.BecomesAsync(2, one => one.Queue is { State: "failed", Why: not null })).Queue!.Why!.ShouldContain("those ahead");
        await on.EndAsync(bad, "failed");
        var dropped = await on.BecomesAsync(1, one => one.Queue!.State == "dropped");
        dropped.MergeRequest.State.ShouldBe("opened");
        dropped.Queue!.Why!.ShouldContain("is failed");

        var again = await on.JobAsync();
        again.Commit.ShouldNotBe(good.Commit);
        (await on.FilesAsync(again.Commit)).ShouldNotContain("bad");
        await on.EndAsync(again, "success");
        (await on.BecomesAsync(2, one => one.MergeRequest.State == "merged")).MergeRequest.MergeCommit.ShouldBe(again.Commit);
        (await on.Merge.RefAsync("refs/heads/main")).ShouldBe(again.Commit);
    }

    [Fact]
    public async Task What_is_pushed_to_the_target_meanwhile_is_tested_too()
    {
        using var on = await QueueCase.CreateAsync(shared.Server);
        await on.QueueAsync("one");
        var before = await on.JobAsync();
        await on.Merge.Work.RunAsync("checkout", "--quiet", "main");
        await on.Merge.Work.CommitAsync("elsewhere", "x");
        await on.Merge.Work.RunAsync("push", "--quiet", "-o", "ci.skip", "origin", "main");
        var after = await on.JobAsync();
        (await on.FilesAsync(after.Commit)).ShouldContain("elsewhere");
        // The first commit's pipeline tests what will not be.
        (await on.TryEndAsync(before, "success")).ShouldBe(HttpStatusCode.Forbidden);
        await on.EndAsync(after, "success");
        (await on.BecomesAsync(1, one => one.MergeRequest.State == "merged")).MergeRequest.MergeCommit.ShouldBe(after.Commit);
    }

    [Fact]
    public async Task What_conflicts_with_what_is_ahead_waits_and_is_dropped_when_that_is_merged()
    {
        using var on = await QueueCase.CreateAsync(shared.Server);
        await on.Merge.BranchAsync("left", "same", "left", "merge_request.create", "ci.skip");
        await on.Merge.BranchAsync("right", "same", "right", "merge_request.create", "ci.skip");
        await on.EnqueueAsync(1);
        await on.EnqueueAsync(2);
        var first = await on.JobAsync();
        (await on.BecomesAsync(2, one => one.Queue!.Why is not null)).Queue!.State.ShouldBe("waiting");
        await on.EndAsync(first, "success");
        (await on.BecomesAsync(2, one => one.Queue!.State == "dropped")).Queue!.Why!.ShouldContain("same");
    }

    [Fact]
    public async Task A_project_can_have_everything_merged_through_its_queue_by_the_method_of_its_rules()
    {
        using var on = await QueueCase.CreateAsync(shared.Server);
        (await on.Merge.Admin.PutAsJsonAsync(on.Merge.Project.Api + "/merge-rules", new MergeRuleSet(Queue: true, Method: "squash"))).EnsureSuccessStatusCode();
        await on.Merge.BranchAsync("one", "one", "x", "merge_request.create", "ci.skip");
        (await on.Merge.Admin.PostAsJsonAsync(on.Merge.Api + "/1/merge", new MergeNow())).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var job = await on.JobAsync();
        (await on.LineAsync()).ShouldHaveSingleItem().Method.ShouldBe("squash");
        await on.EndAsync(job, "success");
        var merged = (await on.BecomesAsync(1, one => one.MergeRequest.State == "merged")).MergeRequest;
        await on.Merge.Work.RunAsync("fetch", "--quiet", "origin", "main");
        (await on.Merge.Work.RunAsync("rev-list", "--parents", "-n", "1", merged.MergeCommit!)).Trim().Split(' ').Length.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_taken_out_or_moves_leaves_the_queue()
    {
        using var on = await QueueCase.CreateAsync(shared.Server);
        await on.QueueAsync("one", "two");
        await on.JobAsync();
        await on.JobAsync();
        (await on.Merge.Admin.DeleteAsync($"{on.Merge.Api}/1/queue")).EnsureSuccessStatusCode();
        (await (await on.Merge.Admin.DeleteAsync($"{on.Merge.Api}/1/queue")).Content.ReadFromJsonAsync<Problem>())!.Code.ShouldBe("merge-request.blocked");
        (await on.FilesAsync((await on.JobAsync()).Commit)).ShouldNotContain("one");
        await on.Merge.Work.RunAsync("checkout", "--quiet", "two");
        await on.Merge.Work.CommitAsync("two", "more");
        await on.Merge.Work.RunAsync("push", "--quiet", "-o", "ci.skip", "origin", "two");
        (await on.BecomesAsync(2, one => one.Queue!.State == "dropped")).Queue!.Why!.ShouldContain("has moved");
        (await on.LineAsync()).ShouldBeEmpty();
    }
}
