using System.Net.Http.Json;
using System.Security.Cryptography;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.System.Tests.Crashes;

/// <summary>With a server that tidies every second, and keeps nothing that is unreachable for more than one.</summary>
public sealed class MaintenanceTests
{
    static readonly string[] Eager = ["--Git:MaintenanceSeconds=1", "--Git:RepackSeconds=1", "--Git:KeepUnreachableSeconds=1"];

    [Fact]
    public async Task What_nobody_names_any_more_goes_and_what_merge_requests_and_comments_name_stays()
    {
        await using var server = await ServerProcess.StartAsync(null, Eager);
        using var on = await MergeCase.CreateAsync(server);
        var commented = await on.BranchAsync("topic", "a", "a", "merge_request.create");
        (await on.Admin.PostAsJsonAsync($"{on.Api}/1/comments", new AddComment("Why?", "a", 1))).EnsureSuccessStatusCode();
        await on.Work.RunAsync("commit", "--quiet", "--amend", "--message", "Rewritten");
        var head = await on.Work.HeadAsync();
        await on.Work.RunAsync("push", "--quiet", "--force", "origin", "topic");
        await on.BranchAsync("squashed", "b", "b", "merge_request.create");
        var squashed = await on.Work.HeadAsync();
        await on.MergeAsync(2, new MergeNow(Method: "squash", RemoveSource: true));
        var secret = await on.BranchAsync("mistake", "key", "not for you");
        await on.Work.RunAsync("push", "--quiet", "origin", ":mistake");

        await Waiting.UntilAsync("the commit that nobody names is gone", async () => !await HasAsync(on, secret));
        await Waiting.UntilAsync("it is packed", () => !Directory.EnumerateDirectories(Path.Combine(on.Project.Folder, "objects")).Any(folder => Path.GetFileName(folder).Length == 2));
        foreach (var commit in new[] { commented, head, squashed })
        {
            (await HasAsync(on, commit)).ShouldBeTrue();
        }

        await on.FsckAsync();
        (await on.Admin.GetFromJsonAsync<IReadOnlyList<CommentInfo>>($"{on.Api}/1/comments"))!.ShouldHaveSingleItem().NowLine.ShouldBe(1);
        (await on.Admin.GetFromJsonAsync<ChangesInfo>($"{on.Api}/2/changes"))!.Files.ShouldHaveSingleItem().NewPath.ShouldBe("b");
        // What keeps them is nobody's to see.
        (await on.Work.RunAsync("ls-remote", "origin")).ShouldNotContain("refs/slipway");
        using var clone = await WorkFolder.CloneAsync(on.Project.Url());
        (await clone.RunAsync("log", "--format=%s", "-1")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Pushes_merges_and_clones_beside_it_lose_nothing()
    {
        await using var server = await ServerProcess.StartAsync(null, Eager);
        using var on = await MergeCase.CreateAsync(server);
        for (var round = 0; round < 8; round++)
        {
            // The same commits come, go, are unreachable for longer than anything is kept, and come again.
            await on.Work.RunAsync("checkout", "--quiet", "-B", "coming", "origin/main");
            await on.Work.CommitAsync($"file{round}", RandomNumberGenerator.GetHexString(4000));
            for (var again = 0; again < 2; again++)
            {
                await on.Work.RunAsync("push", "--quiet", "--force", "origin", "coming");
                await on.Work.RunAsync("push", "--quiet", "origin", ":coming");
                await Task.Delay(300);
            }

            await on.Work.RunAsync("push", "--quiet", "-o", "merge_request.create", "origin", "coming");
            await on.MergeAsync(round + 1, new MergeNow(RemoveSource: true, Method: round % 2 == 0 ? "squash" : "merge"));
            using var clone = await WorkFolder.CloneAsync(on.Project.Url());
            File.Exists(clone[$"file{round}"]).ShouldBeTrue();
            await on.Work.RunAsync("fetch", "--quiet", "--prune", "origin");
        }

        await on.FsckAsync();
        server.Log.ShouldContain("was tidied: it was repacked as a whole");
        server.Log.ShouldNotContain("could not be tidied");
    }

    [Fact]
    public async Task After_a_kill_in_the_middle_of_it_the_repository_is_sound_and_is_tidied_again()
    {
        await using var server = await ServerProcess.StartAsync(null, Eager);
        using var on = await MergeCase.CreateAsync(server);
        for (var round = 0; round < 4; round++)
        {
            await File.WriteAllBytesAsync(on.Work[$"large{round}"], RandomNumberGenerator.GetBytes(3_000_000));
            await on.Work.RunAsync("add", ".");
            await on.Work.CommitAsync("a", $"{round}");
            await on.Work.RunAsync("push", "--quiet", "origin", "main");
            await on.BranchAsync($"gone{round}", "b", $"{round}");
            await on.Work.RunAsync("push", "--quiet", "origin", $":gone{round}");
            await on.Work.RunAsync("checkout", "--quiet", "main");
            await Waiting.UntilAsync("git is at work", () => Working(on).Count > 0);
            await Task.Delay(round * 15);
            server.Kill();
            await server.StartAgainAsync();
            await on.FsckAsync();
            Directory.EnumerateFiles(on.Project.Folder, "*.lock", SearchOption.AllDirectories).ShouldBeEmpty();
        }

        await Waiting.UntilAsync("one pack is left", () => Directory.EnumerateFiles(Path.Combine(on.Project.Folder, "objects", "pack"), "*.pack").Count() == 1);
        await on.FsckAsync();
        await on.Work.RunAsync("push", "--quiet", "origin", "main:after");
    }

    /// <summary>The processes in the repository's folder.</summary>
    static List<string> Working(MergeCase on) =>
        [.. Directory.EnumerateDirectories("/proc").Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0])).Where(process => Cwd(process) == on.Project.Folder)];

    static string? Cwd(string process)
    {
        try
        {
            return new FileInfo(Path.Combine(process, "cwd")).LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static async Task<bool> HasAsync(MergeCase on, string commit) =>
        (await Tool.TryAsync(new ToolCall("git", ["-C", on.Project.Folder, "cat-file", "-e", commit]))).ExitCode == 0;
}
