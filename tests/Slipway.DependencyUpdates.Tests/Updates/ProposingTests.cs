using Slipway.Testing;

namespace Slipway.DependencyUpdates.Tests.Updates;

/// <summary>Requests over time: one each, kept true, closed when they are obsolete.</summary>
public sealed class ProposingTests
{
    const string Settings = "version: 1\ncooldown: 0\n";

    static async Task<(World World, string Upstream)> StartAsync(params string[] tags)
    {
        var world = new World();
        var upstream = await world.UpstreamAsync("tool", tags);
        await world.WithAsync(("slipway-deps.yml", Settings), ("config/software/tool.rb", Definition(upstream, "v1.0.0")), ("README", "x\n"));
        return (world, upstream);
    }

    static string Definition(string upstream, string version) => $"name 'tool'\ndefault_version '{version}'\nsource git: '{upstream}'\n";

    [Fact]
    public async Task A_newer_release_changes_the_open_request_and_a_second_run_changes_nothing()
    {
        var (world, upstream) = await StartAsync("v1.0.0", "v1.1.0");
        using var ended = world;
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("opened");
        (await world.OnBranchAsync("slipway/deps/omnibus-tool", "config/software/tool.rb")).ShouldBe(Definition(upstream, "v1.1.0"));
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("unchanged");
        await World.TagAsync(upstream, "v1.2.0");
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("updated");
        world.Forge.All.ShouldHaveSingleItem().Title.ShouldBe("Update tool from v1.0.0 to v1.2.0");
    }

    [Fact]
    public async Task A_request_follows_its_target_and_takes_back_nothing_that_others_pushed()
    {
        var (world, upstream) = await StartAsync("v1.0.0", "v1.1.0");
        using var ended = world;
        await world.ProposeAsync();
        await world.CommitAsync("others", ("config/software/tool.rb", Definition(upstream, "v1.0.0") + "license 'MIT'\n"), ("README", "y\n"));
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("updated");
        (await world.OnBranchAsync("slipway/deps/omnibus-tool", "config/software/tool.rb")).ShouldBe(Definition(upstream, "v1.1.0") + "license 'MIT'\n");
        (await world.OnBranchAsync("slipway/deps/omnibus-tool", "README")).ShouldBe("y\n");
    }

    [Fact]
    public async Task An_obsolete_request_is_closed_with_the_reason_and_one_whose_source_is_silent_stays()
    {
        var (world, upstream) = await StartAsync("v1.0.0", "v1.1.0");
        using var ended = world;
        await world.ProposeAsync();
        Directory.Move(upstream, upstream + ".away");
        (await world.ProposeAsync()).ShouldBeEmpty();
        world.Forge.Open.ShouldHaveSingleItem();
        Directory.Move(upstream + ".away", upstream);
        await world.CommitAsync("by hand", ("config/software/tool.rb", Definition(upstream, "v1.1.0")));
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("closed");
        world.Forge.Open.ShouldBeEmpty();
        world.Forge.Comments.ShouldHaveSingleItem().ShouldContain("obsolete");
    }

    [Fact]
    public async Task A_reverted_update_is_held_with_its_reason_and_the_next_version_is_offered()
    {
        var (world, upstream) = await StartAsync("v1.0.0", "v1.1.0");
        using var ended = world;
        await world.ProposeAsync();
        // People merge it, and take it back.
        await world.GitAsync("fetch", "-q", world.Origin, "slipway/deps/omnibus-tool");
        await world.GitAsync("merge", "-q", "--ff-only", "FETCH_HEAD");
        var merged = (await world.GitAsync("rev-parse", "HEAD")).Trim();
        await world.GitAsync("revert", "--no-edit", merged);
        await world.GitAsync("commit", "-q", "--amend", "-m", $"Revert \"Update tool\"\n\nThis reverts commit {merged}.\n\nIt leaks memory on arm64.");
        await world.CommitAsync("more");
        (await world.ProposeAsync()).ShouldNotContain(report => report.Outcome == "opened" || report.Outcome == "updated");
        (await world.CheckAsync()).ShouldHaveSingleItem().Notes.ShouldHaveSingleItem().ShouldContain("It leaks memory on arm64.");
        await World.TagAsync(upstream, "v1.2.0");
        (await world.ProposeAsync()).ShouldContain(report => report.Title == "Update tool from v1.0.0 to v1.2.0");
    }

    [Fact]
    public async Task Release_branches_get_patches_only_in_the_same_pass()
    {
        var (world, _) = await StartAsync("v1.0.0", "v1.0.5", "v1.3.0");
        using var ended = world;
        await Tool.RunAsync("git", "-C", world.Origin, "branch", "1-0-stable", "main");
        var reports = await world.ProposeAsync("1-0-stable");
        reports.Select(report => (report.Target, report.Title)).ShouldBe([("main", "Update tool from v1.0.0 to v1.3.0"), ("1-0-stable", "Update tool from v1.0.0 to v1.0.5")]);
        reports.Select(report => report.Branch).Distinct().Count().ShouldBe(2);
    }

    [Fact]
    public async Task New_requests_wait_for_room_and_open_ones_are_kept_true_all_the_same()
    {
        using var world = new World();
        var files = new List<(string, string)> { ("slipway-deps.yml", Settings + "open-limit: 1\n") };
        foreach (var name in (string[])["one", "two"]) files.Add(($"config/software/{name}.rb", $"name '{name}'\ndefault_version 'v1.0.0'\nsource git: '{await world.UpstreamAsync(name, "v1.0.0", "v1.0.1")}'\n"));
        await world.WithAsync([.. files]);
        (await world.ProposeAsync()).Select(report => report.Outcome).ShouldBe(["opened", "later"]);
        await World.TagAsync(await world.UpstreamAsync("one"), "v1.0.2");
        (await world.ProposeAsync()).Select(report => report.Outcome).ShouldBe(["updated", "later"]);
    }

    [Fact]
    public async Task A_fix_of_a_vulnerability_appears_on_no_public_branch_and_waits_for_nothing()
    {
        using var world = new World();
        using var folder = new TempFolder();
        using var site = new Sites.Site().Page("/left", """{"name":"left","versions":{"1.0.0":{"dist":{}},"1.0.1":{"dist":{}},"2.0.0":{"dist":{}}}}""").Page("/right", """{"name":"right","versions":{"1.0.0":{"dist":{}},"1.0.1":{"dist":{}}}}""");
        await File.WriteAllTextAsync(folder["GHSA-1.json"], """{"id":"GHSA-1","aliases":["CVE-2026-1"],"summary":"left leaks","affected":[{"package":{"ecosystem":"npm","name":"left"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.0.1"}]}]}]}""");
        await world.WithAsync(("slipway-deps.yml", $"version: 1\ncooldown: 3 days\nosv: {folder.Path}\nrules:\n  - {{match: {{names: right}}, cooldown: 0}}\n"), ("package.json", """{"dependencies":{"left":"1.0.0","right":"1.0.0"}}"""), (".npmrc", $"registry={site.Url}/\n"));
        var survey = world.Survey();
        var results = await world.CheckAsync();
        var plan = DependencyUpdates.Updates.Planning.UpdatePlan.Make(survey.Settings, results, null);
        var secret = plan.Embargoed.ShouldHaveSingleItem();
        (secret.Component.Name, secret.Upgrade.Value, secret.Vulnerabilities.ShouldHaveSingleItem().Id).ShouldBe(("left", "1.0.1", "CVE-2026-1"));
        plan.Updates.ShouldHaveSingleItem().Steps.ShouldHaveSingleItem().Component.Name.ShouldBe("right");
        await world.ProposeAsync();
        var seen = string.Concat(world.Forge.All.Select(request => request.Title + request.Body + request.Branch)) + await Tool.RunAsync("git", "-C", world.Origin, "log", "--all", "-p", "--format=%B");
        seen.ShouldNotContain("CVE-2026-1");
        seen.ShouldNotContain("\"left\":\"1.0.1\"");
    }
}
