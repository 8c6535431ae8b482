using System.Text.Json;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.MergeRequests;

/// <summary><c>slipway mr</c> as people use it, against the real server.</summary>
public sealed class MergeCommandTests(SharedServer shared)
{
    [Fact]
    public async Task A_merge_request_is_opened_changed_talked_about_closed_opened_again_and_merged()
    {
        using var on = await MergeCase.CreateAsync(shared.Server);
        await on.BranchAsync("topic", "file", "x");
        var (reviewer, token) = await on.Project.MemberAsync("developer");
        var made = await SlipwayAsync("mr", "create", on.Project.Path, "topic", "--draft", "--title", "A file", "--label", "docs", "--reviewer", reviewer);
        made.ExitCode.ShouldBe(0, made.Error);
        made.Output.ShouldContain("!1 Draft: A file");
        made.Output.ShouldContain(reviewer);
        made.Output.ShouldContain("In the way:    It is a draft.");
        (await SlipwayAsync("mr", "create", on.Project.Path, "topic")).ExitCode.ShouldBe(5);
        var stranger = await SlipwayAsync("mr", "change", on.Project.Path, "1", "--reviewer", "nobody-here");
        (stranger.ExitCode, stranger.Error.Contains("no user 'nobody-here'", StringComparison.Ordinal)).ShouldBe((7, true));

        await on.Work.RunAsync("push", "--quiet", "origin", "origin/main:refs/heads/stable");
        (await SlipwayAsync("mr", "change", on.Project.Path, "1", "--ready", "--title", "Draft: Another file", "--description", "What it is for.", "--target", "stable"))
            .Output.ShouldContain("topic into stable");
        var changed = (await on.ShowAsync(1)).MergeRequest;
        (changed.Title, changed.Description, changed.Draft, changed.Labels, changed.Reviewers).ShouldBe(("Another file", "What it is for.", false, changed.Labels, changed.Reviewers));
        (changed.Labels.Single(), changed.Reviewers.Single()).ShouldBe(("docs", reviewer));
        await SlipwayAsync("mr", "change", on.Project.Path, "1", "--target", "main");

        (await SlipwayAsync("mr", "comment", on.Project.Path, "1", "Why this?", "--path", "file", "--line", "1")).ExitCode.ShouldBe(0);
        (await SlipwayAsync("mr", "comment", on.Project.Path, "1", "Fine.")).ExitCode.ShouldBe(0);
        var said = (await SlipwayAsync("mr", "comments", on.Project.Path, "1")).Output;
        said.ShouldContain("on file:1");
        said.ShouldContain("  Why this?\n");
        said.ShouldContain("  Fine.\n");

        (await SlipwayAsync("mr", "close", on.Project.Path, "1")).ExitCode.ShouldBe(0);
        (await SlipwayAsync("mr", "merge", on.Project.Path, "1")).ExitCode.ShouldBe(5);
        (await SlipwayAsync("mr", "list", on.Project.Path)).Output.ShouldNotContain("Another file");
        (await SlipwayAsync("mr", "reopen", on.Project.Path, "1")).Output.ShouldContain("opened");
        (await SlipwayAsync("mr", "list", on.Project.Path)).Output.ShouldContain("Another file");
        (await SlipwayAsync("mr", "approve", on.Project.Path, "1")).ExitCode.ShouldBe(3); // whoever wrote it does not count
        (await AsAsync(token, "mr", "approve", on.Project.Path, "1")).Output.ShouldContain($"Approved by:   {reviewer}");

        var merged = JsonDocument.Parse((await SlipwayAsync("mr", "merge", on.Project.Path, "1", "--squash", "--message", "By command", "--json")).Output).RootElement.GetProperty("mergeRequest");
        merged.GetProperty("state").GetString().ShouldBe("merged");
        await on.Work.RunAsync("fetch", "--quiet", "origin", "main");
        (await on.Work.RunAsync("log", "-1", "--format=%s", "FETCH_HEAD")).Trim().ShouldBe("By command");
        (await SlipwayAsync("mr", "reopen", on.Project.Path, "1")).ExitCode.ShouldBe(5);
        (await SlipwayAsync("mr", "show", on.Project.Path, "7")).ExitCode.ShouldBe(4);
    }

    [Fact]
    public async Task The_queue_is_shown_and_left_by_command()
    {
        using var on = await QueueCase.CreateAsync(shared.Server);
        var path = on.Merge.Project.Path;
        (await SlipwayAsync("mr", "rules", "set", path, "--queue", "--method", "squash")).Output.ShouldContain("everything goes through it");
        await on.Merge.Work.RunAsync("fetch", "--quiet", "origin");
        await on.Merge.BranchAsync("topic", "file", "x", "merge_request.create", "ci.skip");
        (await SlipwayAsync("mr", "merge", path, "1")).Output.ShouldContain("turn 1");
        var job = await on.JobAsync();
        var line = (await SlipwayAsync("mr", "queue", path, "--target", "main")).Output;
        line.ShouldContain("testing");
        (await SlipwayAsync("mr", "unqueue", path, "1")).Output.ShouldContain("took it out");
        (await on.TryEndAsync(job, "success")).ShouldNotBe(System.Net.HttpStatusCode.OK);
        JsonSerializer.Deserialize<List<MergeQueueEntry>>((await SlipwayAsync("mr", "queue", path, "--json")).Output)!.ShouldBeEmpty();
    }

    Task<ToolResult> SlipwayAsync(params string[] arguments) => AsAsync(shared.Server.Token, arguments);

    Task<ToolResult> AsAsync(string token, params string[] arguments) => Tool.TryAsync(new ToolCall(Build.Cli, arguments)
    {
        Environment = new Dictionary<string, string?> { ["SLIPWAY_URL"] = shared.Server.Url, ["SLIPWAY_TOKEN"] = token },
    });
}
