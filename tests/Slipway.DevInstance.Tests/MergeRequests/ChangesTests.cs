using System.Net.Http.Json;
using System.Text;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.MergeRequests.Changes;
using Slipway.DevInstance.Testing;

namespace Slipway.DevInstance.Tests.MergeRequests;

public sealed class ChangesTests(SharedServer shared)
{
    [Fact]
    public async Task Renames_binary_files_links_and_hostile_names_are_shown_as_what_they_are()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        var lines = string.Concat(Enumerable.Range(1, 40).Select(i => $"line {i}\n"));
        await on.Work.CommitAsync("old name", lines);
        await File.WriteAllBytesAsync(on.Work["bin"], [0, 1, 2]);
        File.CreateSymbolicLink(on.Work["link"], "target");
        await on.Work.RunAsync("add", ".");
        await on.Work.CommitAsync("gone", "diff --git a/x b/x\n");
        await on.Work.RunAsync("push", "--quiet", "origin", "main");
        await on.Work.RunAsync("checkout", "--quiet", "-b", "topic");
        await on.Work.RunAsync("mv", "old name", "new\tname\n\"x\"");
        await File.AppendAllTextAsync(on.Work["new\tname\n\"x\""], "@@ -1 +1 @@\n-- a\n++ b");
        await File.WriteAllBytesAsync(on.Work["bin"], [0, 1, 3]);
        File.Delete(on.Work["link"]);
        await File.WriteAllTextAsync(on.Work["link"], "a file now\n");
        await on.Work.RunAsync("rm", "--quiet", "gone");
        await on.Work.RunAsync("add", ".");
        await on.Work.CommitAsync(":(glob)*", "+++ b/zzz\n--- a/zzz\n");
        await on.Work.RunAsync("push", "--quiet", "-o", "merge_request.create", "origin", "topic");
        var changes = (await on.Admin.GetFromJsonAsync<ChangesInfo>($"{on.Api}/1/changes"))!;
        var files = changes.Files.ToDictionary(file => file.NewPath, StringComparer.Ordinal);
        files.Count.ShouldBe(5);
        var renamed = files["new\tname\n\"x\""];
        (renamed.Status, renamed.OldPath, renamed.Added, renamed.Deleted).ShouldBe(("renamed", "old name", 3, 0));
        renamed.Hunks.ShouldHaveSingleItem().Lines.ShouldBe([" line 38", " line 39", " line 40", "+@@ -1 +1 @@", "+-- a", "+++ b", "\\ No newline at end of file"]);
        files["bin"].Binary.ShouldBeTrue();
        files["link"].Status.ShouldBe("type-changed");
        files["link"].Hunks.SelectMany(hunk => hunk.Lines).ShouldBe(["-target", "\\ No newline at end of file", "+a file now"]);
        files["gone"].Hunks.ShouldHaveSingleItem().Lines.ShouldBe(["-diff --git a/x b/x"]);
        files[":(glob)*"].Hunks.ShouldHaveSingleItem().Lines.ShouldBe(["++++ b/zzz", "+--- a/zzz"]);
    }

    [Fact]
    public async Task What_is_too_large_is_listed_without_its_lines()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        await on.Work.RunAsync("checkout", "--quiet", "-b", "topic");
        await File.WriteAllTextAsync(on.Work["long-line"], new string('x', 3_000_000));
        await File.WriteAllTextAsync(on.Work["many-lines"], string.Concat(Enumerable.Repeat("x\n", 10_000)));
        await on.Work.RunAsync("add", ".");
        await on.Work.CommitAsync("small", "x\n");
        await on.Work.RunAsync("push", "--quiet", "-o", "merge_request.create", "origin", "topic");
        var files = (await on.Admin.GetFromJsonAsync<ChangesInfo>($"{on.Api}/1/changes"))!.Files;
        files.Select(file => (file.NewPath, file.LeftOut, file.Hunks.Count)).ShouldBe([("long-line", true, 0), ("many-lines", true, 0), ("small", false, 1)]);
        (await on.Admin.GetFromJsonAsync<IReadOnlyList<MergeCommitInfo>>($"{on.Api}/1/commits"))!.ShouldHaveSingleItem().Title.ShouldBe("Change small");
    }

    [Theory]
    [InlineData("diff --git a b\n@@ -1 +1 @@\n")]
    [InlineData("@@ -1 +1 @@\n-a\n+b\n")]
    [InlineData("diff --git a b\n@@ -1,99999999999 +1 @@\n-a\n")]
    [InlineData("diff --git a b\n@@ -1 +1\n-a\n")]
    [InlineData("diff --git a b\n@@ -1 +1 @@\nnone\n")]
    public void A_patch_that_git_does_not_write_is_refused(string patch) => Should.Throw<FormatException>(() => PatchReader.Read(Encoding.UTF8.GetBytes(patch)));

    [Fact]
    public async Task Comments_are_kept_on_lines_and_on_the_whole()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        await on.BranchAsync("topic", "a", "a", "merge_request.create");
        (await on.Admin.PostAsJsonAsync($"{on.Api}/1/comments", new AddComment("All of it: **fine**"))).EnsureSuccessStatusCode();
        (await on.Admin.PostAsJsonAsync($"{on.Api}/1/comments", new AddComment("<script>", "a", 1))).EnsureSuccessStatusCode();
        ((int)(await on.Admin.PostAsJsonAsync($"{on.Api}/1/comments", new AddComment("x", "a"))).StatusCode).ShouldBe(422);
        var all = (await on.Admin.GetFromJsonAsync<IReadOnlyList<CommentInfo>>($"{on.Api}/1/comments"))!;
        all.Select(one => (one.Body, one.Path, one.Line)).ShouldBe([("All of it: **fine**", null, null), ("<script>", "a", 1)]);
    }

    [Fact]
    public async Task A_comment_stays_with_its_line_through_a_forced_push_and_says_when_the_line_is_gone()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        await on.Work.CommitAsync("old", "one\ntwo\nthree\n");
        await on.Work.RunAsync("push", "--quiet", "origin", "main");
        await on.BranchAsync("topic", "a", string.Concat(Enumerable.Range(1, 30).Select(i => $"line {i}\n")), "merge_request.create");
        await on.Work.CommitAsync("old", "one\nthree\n");
        await on.Work.RunAsync("push", "--quiet", "origin", "topic");
        var head = await on.Work.HeadAsync();
        foreach (var comment in new[] { new AddComment("stays", "a", 25), new AddComment("goes", "a", 3), new AddComment("taken away", "old", 2, Old: true) })
        {
            (await on.Admin.PostAsJsonAsync($"{on.Api}/1/comments", comment)).EnsureSuccessStatusCode();
        }

        // Rewritten: three lines more above, one changed, and the file has another name.
        await on.Work.RunAsync("reset", "--quiet", "--hard", "origin/main");
        await on.Work.CommitAsync("b", "x\ny\nz\n" + string.Concat(Enumerable.Range(1, 30).Where(i => i != 10).Select(i => i == 3 ? "another\n" : $"line {i}\n")));
        await on.Work.CommitAsync("old", "one\nthree\n");
        await on.Work.RunAsync("push", "--quiet", "--force", "origin", "topic");
        var all = (await on.Admin.GetFromJsonAsync<IReadOnlyList<CommentInfo>>($"{on.Api}/1/comments"))!;
        all.Select(one => (one.Body, one.Path, one.Line, one.Commit, one.NowPath, one.NowLine)).ShouldBe(
        [
            ("stays", "a", 25, head, "b", 27), ("goes", "a", 3, head, null, null), ("taken away", "old", 2, head, "old", 2),
        ]);
    }
}
