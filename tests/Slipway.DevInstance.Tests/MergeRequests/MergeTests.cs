using System.Net.Http.Json;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;

namespace Slipway.DevInstance.Tests.MergeRequests;

public sealed class MergeTests(SharedServer shared)
{
    [Fact]
    public async Task By_a_merge_commit_both_histories_are_kept_and_the_branch_goes_if_that_is_asked()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        var main = await on.Work.HeadAsync();
        var source = await on.BranchAsync("topic", "a", "a");
        await on.OpenAsync("topic", "Add a");
        var merged = (await on.MergeAsync(1, new MergeNow(RemoveSource: true))).MergeRequest;
        merged.State.ShouldBe("merged");
        (await on.RefAsync("refs/heads/main")).ShouldBe(merged.MergeCommit);
        (await on.RefAsync("refs/heads/topic")).ShouldBeNull();
        await on.Work.RunAsync("fetch", "--quiet", "origin");
        (await on.Work.RunAsync("log", "-1", "--format=%P", "origin/main")).Trim().ShouldBe($"{main} {source}");
        (await on.Work.RunAsync("log", "-1", "--format=%B", "origin/main")).ShouldBe($"Merge branch 'topic' into 'main'\n\nAdd a\n\nSee merge request {on.Project.Path}!1\n\n");
        await on.FsckAsync();
    }

    [Fact]
    public async Task By_squash_one_commit_is_made_of_all_by_the_author()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        var main = await on.Work.HeadAsync();
        await on.BranchAsync("topic", "a", "a");
        await on.Work.CommitAsync("b", "b");
        await on.Work.RunAsync("push", "--quiet", "origin", "topic");
        await on.OpenAsync("topic", "Both");
        await on.MergeAsync(1, new MergeNow(Method: "squash"));
        await on.Work.RunAsync("fetch", "--quiet", "origin");
        (await on.Work.RunAsync("log", "-1", "--format=%P %s", "origin/main")).Trim().ShouldBe($"{main} Both");
        (await on.Work.RunAsync("ls-tree", "--name-only", "origin/main")).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["README.md", "a", "b"]);
    }

    [Fact]
    public async Task By_fast_forward_no_commit_is_made_and_a_target_that_went_on_is_refused()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        var first = await on.BranchAsync("one", "a", "a");
        await on.BranchAsync("two", "b", "b");
        await on.OpenAsync("one");
        await on.OpenAsync("two");
        (await on.MergeAsync(1, new MergeNow(Method: "fast-forward"))).MergeRequest.MergeCommit.ShouldBe(first);
        (await on.RefusedAsync(2, new MergeNow(Method: "fast-forward"))).Detail!.ShouldContain("can't be merged fast-forward");
    }

    [Fact]
    public async Task Conflicts_are_named_by_their_paths_and_block()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        await on.BranchAsync("one", "dir/ä \"x\".txt", "1\n");
        await on.BranchAsync("two", "dir/ä \"x\".txt", "2\n");
        await on.OpenAsync("one");
        await on.OpenAsync("two");
        await on.MergeAsync(1);
        var detail = await on.ShowAsync(2);
        detail.Conflicts.ShouldBe(["dir/ä \"x\".txt"]);
        detail.Blocks.ShouldHaveSingleItem().Code.ShouldBe("conflicts");
        var refused = await on.RefusedAsync(2);
        (refused.Code, refused.Status).ShouldBe(("merge-request.blocked", 409));
        refused.Detail!.ShouldContain("conflicts with main");
        (await on.ShowAsync(2)).MergeRequest.State.ShouldBe("opened");
    }

    [Fact]
    public async Task A_draft_is_not_merged_and_a_head_that_nobody_looked_at_neither()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        var seen = await on.BranchAsync("topic", "a", "a");
        await on.OpenAsync("topic", "Draft: a");
        (await on.RefusedAsync(1)).Detail!.ShouldContain("It is a draft");
        (await on.Admin.PatchAsJsonAsync(on.Api + "/1", new ChangeMergeRequest("a"))).EnsureSuccessStatusCode();
        await on.Work.CommitAsync("a", "b");
        await on.Work.RunAsync("push", "--quiet", "origin", "topic");
        (await on.RefusedAsync(1, new MergeNow(seen))).Detail!.ShouldContain("Look at what is new");
    }

    [Fact]
    public async Task The_target_s_protection_says_who_merges()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        (await on.Admin.PostAsJsonAsync(on.Project.Api + "/protected-refs", new ProtectRef("branch", "main", Push: "nobody", Merge: "maintainer"))).EnsureSuccessStatusCode();
        await on.BranchAsync("topic", "a", "a");
        await on.OpenAsync("topic");
        using var developer = shared.Server.Client((await on.Project.MemberAsync("developer")).Token);
        var refused = await on.RefusedAsync(1, by: developer);
        (refused.Status, refused.Code).ShouldBe((403, "forbidden"));
        refused.Detail!.ShouldContain("needs the role maintainer");
        using var maintainer = shared.Server.Client((await on.Project.MemberAsync("maintainer")).Token);
        (await maintainer.PostAsJsonAsync(on.Api + "/1/merge", new MergeNow())).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Merges_and_pushes_that_race_lose_no_commit()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        const int Count = 6;
        for (var i = 0; i < Count; i++)
        {
            await on.BranchAsync($"topic-{i}", $"by-merge-{i}", "x", "merge_request.create");
        }

        var writers = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => WorkFolder.CloneAsync(on.Project.Url())));
        // Each merge request is asked for twice, at once with pushes to the same branch.
        var merges = Enumerable.Range(0, Count).Concat(Enumerable.Range(0, Count)).Select(async i => (await on.Admin.PostAsJsonAsync($"{on.Api}/{i + 1}/merge", new MergeNow(Method: i % 2 == 0 ? "merge" : "squash"))).StatusCode);
        var results = Task.WhenAll(merges);
        await Task.WhenAll(writers.Select((writer, number) => WriteAsync(writer, number)));
        (await results).Count(status => status == System.Net.HttpStatusCode.OK).ShouldBe(Count);
        await on.Work.RunAsync("fetch", "--quiet", "origin");
        var files = (await on.Work.RunAsync("ls-tree", "--name-only", "origin/main")).Split('\n');
        files.Count(file => file.StartsWith("by-merge-", StringComparison.Ordinal)).ShouldBe(Count);
        files.Count(file => file.StartsWith("by-push-", StringComparison.Ordinal)).ShouldBe(3);
        (await on.Admin.GetFromJsonAsync<IReadOnlyList<MergeRequestInfo>>(on.Api + "?state=merged"))!.Count.ShouldBe(Count);
        await on.FsckAsync();
        Array.ForEach(writers, writer => writer.Dispose());
    }

    static async Task WriteAsync(WorkFolder writer, int number)
    {
        await writer.CommitAsync($"by-push-{number}", "x");
        for (var attempt = 0; (await writer.TryAsync("push", "--quiet", "origin", "main")).ExitCode != 0; attempt++)
        {
            attempt.ShouldBeLessThan(50);
            await writer.RunAsync("pull", "--quiet", "--rebase", "origin", "main");
        }
    }
}
