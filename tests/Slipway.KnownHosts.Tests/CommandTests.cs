using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.KnownHosts.Tests;

/// <summary>The command, as a CI job runs it.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    readonly TempFolder folder = new();
    readonly SocksProxy second = new(port => port);
    Sshd sshd = null!;
    ListServer lists = null!;

    public async ValueTask InitializeAsync() => (sshd, lists) = (await Sshd.StartAsync("ed25519", "rsa"), await ListServer.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await sshd.DisposeAsync();
        await lists.DisposeAsync();
        await second.DisposeAsync();
        folder.Dispose();
    }

    string Lines => $"{sshd.Host} {sshd.PublicKey("key0")}\n{sshd.Host} {sshd.PublicKey("key1")}\n";

    Task<ToolResult> RunAsync(params string[] arguments) => RunInAsync(folder.Path, new Dictionary<string, string?>(), arguments);

    static Task<ToolResult> RunInAsync(string where, Dictionary<string, string?> environment, params string[] arguments) =>
        Tool.TryAsync(new ToolCall(Build.Cli, ["known-hosts", .. arguments]) { WorkingDirectory = where, Environment = environment });

    string Policy(bool two = true) => new JsonObject
    {
        ["vantages"] = two
            ? new JsonArray(new JsonObject { ["name"] = "here", ["via"] = "direct" }, new JsonObject { ["name"] = "elsewhere", ["via"] = second.Via })
            : new JsonArray(new JsonObject { ["name"] = "here", ["via"] = "direct" }),
        ["hosts"] = new JsonObject
        {
            [sshd.Host.ToString()] = new JsonObject { ["sources"] = new JsonArray(new JsonObject { ["kind"] = "list", ["url"] = lists.Url + "/keys", ["certificates"] = lists.Authority }) },
        },
        ["reviewers"] = new JsonArray("ann"),
        ["labels"] = new JsonArray("host keys"),
    }.ToJsonString();

    async Task WriteAsync(bool two = true)
    {
        Directory.CreateDirectory(folder["support"]);
        await System.IO.File.WriteAllTextAsync(folder["support", "known_hosts.policy.json"], Policy(two));
    }

    [Fact]
    public async Task Scan_writes_the_lines_of_ssh_keyscan()
    {
        var ours = await RunAsync("scan", $"127.0.0.1:{sshd.Port}", "-t", "ed25519,rsa");
        var peer = await Tool.TryAsync("ssh-keyscan", "-t", "ed25519,rsa", "-p", $"{sshd.Port}", "127.0.0.1");
        (ours.ExitCode, ours.Output).ShouldBe((0, Lines));
        ours.Output.Split('\n').Order(StringComparer.Ordinal).ShouldBe(peer.Output.Split('\n').Where(line => !line.StartsWith('#')).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Scan_of_a_host_that_is_down_ends_with_1_and_still_shows_the_others()
    {
        var result = await RunAsync("scan", "127.0.0.1:1", sshd.Host.ToString());
        (result.ExitCode, result.Output).ShouldBe((1, Lines));
        result.Error.ShouldContain("[127.0.0.1]:1 from here: Nobody listens there.");
    }

    [Fact]
    public async Task Update_writes_what_there_is_evidence_for_check_agrees_and_explain_says_why()
    {
        await WriteAsync();
        lists.Pages["/keys"] = Lines;
        (await RunAsync("check")).ExitCode.ShouldBe(8);
        System.IO.File.Exists(folder["support", "known_hosts"]).ShouldBeFalse();

        var updated = await RunAsync("update");
        updated.ExitCode.ShouldBe(0, updated.Output + updated.Error);
        (await System.IO.File.ReadAllTextAsync(folder["support", "known_hosts"])).ShouldBe(Lines);
        (await RunAsync("check")).ExitCode.ShouldBe(0);

        var why = await RunAsync("explain", sshd.Host.ToString());
        why.Output.ShouldContain("seen from elsewhere");
        why.Output.ShouldContain($"published by its operator at {lists.Url}/keys");
        (await RunAsync("explain", "nobody.example.org")).ExitCode.ShouldBe(4);
    }

    [Fact]
    public async Task What_another_machine_saw_is_a_second_vantage_point()
    {
        await WriteAsync(two: false);
        lists.Pages["/keys"] = Lines;
        (await RunAsync("update")).ExitCode.ShouldBe(8);

        // From a checkout whose policy names this machine something else.
        var seen = await RunAsync("scan", sshd.Host.ToString(), "--vantage", "eu-runner", "--json");
        await System.IO.File.WriteAllTextAsync(folder["eu.json"], seen.Output);
        (await RunAsync("update", "--sightings", "eu.json")).ExitCode.ShouldBe(0);
        (await System.IO.File.ReadAllTextAsync(folder["support", "known_hosts"])).ShouldBe(Lines);

        await System.IO.File.WriteAllTextAsync(folder["old.json"], seen.Output.Replace("\"at\":\"20", "\"at\":\"19", StringComparison.Ordinal));
        (await RunAsync("update", "--sightings", "old.json")).ExitCode.ShouldBe(7);
    }

    [Fact]
    public async Task A_changed_key_ends_with_8_and_in_json_says_alarm()
    {
        await WriteAsync();
        await System.IO.File.WriteAllTextAsync(folder["support", "known_hosts"], Lines);
        await sshd.MakeKeyAsync("new", "ed25519");
        await sshd.RunAsync(["new", "key1"]);
        var result = await RunAsync("update", "--json");
        result.ExitCode.ShouldBe(8);
        JsonNode.Parse(result.Output)!["hosts"]![0]!["verdict"]!.GetValue<string>().ShouldBe("alarm");
        (await System.IO.File.ReadAllTextAsync(folder["support", "known_hosts"])).ShouldBe(Lines);
    }

    [Theory, InlineData("scan", "-t", "dss"), InlineData("scan", "a b"), InlineData("check", "--timeout", "0", "localhost")]
    public async Task Wrong_usage_ends_with_2(params string[] arguments) => (await RunAsync(arguments)).ExitCode.ShouldBe(2);

    [Fact]
    public async Task A_policy_that_can_not_be_used_is_refused_and_says_why()
    {
        Directory.CreateDirectory(folder["support"]);
        await System.IO.File.WriteAllTextAsync(folder["support", "known_hosts.policy.json"], """{ "vantageMinimun": 1 }""");
        var result = await RunAsync("check", "localhost");
        result.ExitCode.ShouldBe(7);
        result.Error.ShouldContain("vantageMinimun");
    }

    [Fact]
    public async Task Proposed_changes_are_one_merge_request_with_the_evidence_that_the_next_run_leaves_as_it_is()
    {
        await using var server = await ServerProcess.StartAsync();
        using var admin = server.Client();
        (await admin.PostAsJsonAsync("/api/v2/projects", new CreateProject("team", "tools", true))).EnsureSuccessStatusCode();
        var url = $"{server.Url.Replace("://", $"://any:{server.Token}@", StringComparison.Ordinal)}/team/tools.git";
        using var work = await WorkFolder.InitAsync();
        await work.CommitAsync("support/known_hosts.policy.json", Policy());
        await work.CommitAsync("support/known_hosts", $"# hosts that we push to\n{sshd.Host} {sshd.PublicKey("key0")}\n");
        await work.RunAsync("remote", "add", "origin", url);
        await work.RunAsync("push", "--quiet", "origin", "main");
        lists.Pages["/keys"] = Lines;
        var environment = new Dictionary<string, string?> { ["SLIPWAY_FORGE_TOKEN"] = server.Token };
        string[] command = ["update", "--propose", "--forge", "slipway", "--json"];

        var first = await RunInAsync(work.Path, environment, command);
        first.ExitCode.ShouldBe(0, first.Output + first.Error);
        var second = await RunInAsync(work.Path, environment, command);

        JsonNode.Parse(first.Output)!["outcome"]!.GetValue<string>().ShouldBe("opened");
        JsonNode.Parse(second.Output)!["outcome"]!.GetValue<string>().ShouldBe("unchanged");
        var open = (await admin.GetFromJsonAsync<MergeRequestInfo[]>("/api/v2/projects/team/tools/merge-requests"))!.ShouldHaveSingleItem();
        open.Title.ShouldBe($"SSH host keys of {sshd.Host}");
        open.Labels.ShouldBe(["host keys"]);
        open.Description.ShouldContain($"published by its operator at: {lists.Url}/keys");
        open.AutoMerge.ShouldBeFalse();
        var comments = await admin.GetFromJsonAsync<CommentInfo[]>($"/api/v2/projects/team/tools/merge-requests/{open.Number}/comments");
        comments!.ShouldHaveSingleItem().Body.ShouldBe("@ann: please review.");
        await work.RunAsync("fetch", "--quiet", "origin");
        (await work.RunAsync("show", "origin/slipway/known-hosts:support/known_hosts")).ShouldBe("# hosts that we push to\n" + Lines);
        (await work.RunAsync("show", "origin/main:support/known_hosts")).ShouldNotContain(sshd.PublicKey("key1"));

        // In a job, its environment says where all that is.
        await work.RunAsync("remote", "remove", "origin");
        var job = new Dictionary<string, string?>(environment) { ["CI_PROJECT_DIR"] = work.Path, ["CI_SERVER_URL"] = server.Url, ["CI_SERVER_NAME"] = "Slipway", ["CI_PROJECT_PATH"] = "team/tools", ["CI_DEFAULT_BRANCH"] = "main" };
        var inJob = await RunInAsync(work.Path, job, "update", "--propose", "--json");
        JsonNode.Parse(inJob.Output)!["outcome"]!.GetValue<string>().ShouldBe("unchanged", inJob.Output + inJob.Error);

        await sshd.RunAsync(["key0"]); // the new key is gone before anybody merged
        var third = await RunInAsync(work.Path, job, command);
        JsonNode.Parse(third.Output)!["outcome"]!.GetValue<string>().ShouldBe("closed", third.Output + third.Error);
        (await admin.GetFromJsonAsync<MergeRequestInfo[]>("/api/v2/projects/team/tools/merge-requests"))!.ShouldBeEmpty();
    }
}
