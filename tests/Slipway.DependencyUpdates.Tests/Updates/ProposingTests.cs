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
        world.Forge.All.ShouldHaveSingleItem().Body.ShouldContain("- with what is in `v1.1.0`\n");
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
        world.Forge.Comments.ShouldHaveSingleItem().ShouldBe("tool is at v1.1.0, and no release that may be taken is newer.");
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
    public async Task What_the_rules_merge_is_merged_when_it_is_green_and_nothing_else_is()
    {
        using var world = new World();
        using var site = new Sites.Site().Page("/busl", """{"name":"busl","versions":{"1.0.0":{"license":"MIT","dist":{}},"1.0.1":{"license":"BUSL-1.1","dist":{}}}}""");
        await world.WithAsync(
            ("slipway-deps.yml", Settings + "rules:\n  - {match: {names: 'lib*', levels: patch}, automerge: true}\n  - {match: {names: busl}, automerge: true}\n"), (".npmrc", $"registry={site.Url}/\n"), ("package.json", """{"dependencies":{"busl":"1.0.0"}}"""),
            ("config/software/lib.rb", $"name 'lib'\ndefault_version 'v1.0.0'\nsource git: '{await world.UpstreamAsync("lib", "v1.0.0", "v1.0.1", "v2.0.0")}'\n"), ("config/software/tool.rb", Definition(await world.UpstreamAsync("tool", "v1.0.0", "v1.0.1"), "v1.0.0")));
        var opened = await world.ProposeAsync();
        opened.Single(report => report.Branch == "slipway/deps/omnibus-lib").Says.ShouldBe("It is not merged by itself: It has no pipeline.");
        opened.Single(report => report.Branch == "slipway/deps/npm-busl").Says.ShouldBe("It is not merged by itself: A licence changes.");
        world.Forge.Pipeline = "running";
        (await world.ProposeAsync()).Single(report => report.Branch == "slipway/deps/omnibus-lib").Says.ShouldBe("It is merged later.");
        world.Forge.Pipeline = "success";
        (await world.ProposeAsync()).Where(report => report.Outcome == "merged").ShouldHaveSingleItem().Title.ShouldBe("Update lib from v1.0.0 to v1.0.1");
        world.Forge.Merges.Distinct().ShouldHaveSingleItem();
        world.Forge.Open.Select(request => request.Branch).ShouldBe(["slipway/deps/npm-busl", "slipway/deps/omnibus-lib-major", "slipway/deps/omnibus-tool"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_others_push_while_an_archive_is_verified_is_kept_and_where_they_change_the_same_nothing_is_proposed()
    {
        using var world = new World();
        using var site = new Sites.Site().Page("/pub/", "<pre><a href=\"thing-1.0.tar.gz\">thing-1.0.tar.gz</a> 01-Jan-2020 10:00 1\n<a href=\"thing-1.1.tar.gz\">thing-1.1.tar.gz</a> 01-Jan-2021 10:00 1\n</pre>", "text/html");
        string Thing(string version, string more = "") => $"name 'thing'\n{more}\n\n\ndefault_version '{version}'\nsource url: \"{site.Url}/pub/thing-#{{version}}.tar.gz\",\n  sha256: '{new string('0', 64)}'\n";
        await world.WithAsync(("slipway-deps.yml", Settings), ("config/software/thing.rb", Thing("1.0")));
        site.Page("/pub/thing-1.1.tar.gz", _ =>
        {
            world.CommitAsync("meanwhile", ("config/software/thing.rb", Thing("1.0", "license 'MIT'"))).GetAwaiter().GetResult();
            return new(200, [1, 2, 3], "application/gzip");
        });
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("opened");
        var proposed = await world.OnBranchAsync("slipway/deps/omnibus-thing", "config/software/thing.rb");
        proposed.ShouldContain("license 'MIT'");
        proposed.ShouldContain("default_version '1.1'");
        var tip = await Tool.RunAsync("git", "-C", world.Origin, "rev-parse", "slipway/deps/omnibus-thing");

        site.Page("/pub/thing-1.1.tar.gz", _ =>
        {
            world.CommitAsync("by hand", ("config/software/thing.rb", Thing("1.0.5", "license 'MIT'"))).GetAwaiter().GetResult();
            return new(200, [1, 2, 3], "application/gzip");
        });
        var failed = (await world.ProposeAsync()).ShouldHaveSingleItem();
        (failed.Outcome, failed.Code).ShouldBe(("failed", "proposal.target-moved"));
        (await Tool.RunAsync("git", "-C", world.Origin, "rev-parse", "slipway/deps/omnibus-thing")).ShouldBe(tip);
    }

    [Fact]
    public async Task What_people_closed_stays_closed_however_its_file_changes_and_a_newer_version_is_offered()
    {
        var (world, upstream) = await StartAsync("v1.0.0", "v1.1.0");
        using var ended = world;
        await world.ProposeAsync();
        await world.Forge.CloseAsync(world.Forge.All[0], default);
        await world.CommitAsync("more", ("config/software/tool.rb", Definition(upstream, "v1.0.0") + "license 'MIT'\n"));
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("declined");
        await World.TagAsync(upstream, "v1.2.0");
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("opened");
    }

    [Fact]
    public async Task Outside_its_schedule_nothing_is_opened_and_what_is_open_is_kept_true()
    {
        var (world, upstream) = await StartAsync("v1.0.0", "v1.1.0");
        using var ended = world;
        await world.CommitAsync("nights", ("slipway-deps.yml", Settings + "schedule: {from: 22, to: 6}\n"));
        var later = (await world.ProposeAsync()).ShouldHaveSingleItem();
        (later.Outcome, later.Says).ShouldBe(("later", "It is opened every day from 22:00 to 6:00 (UTC)."));
        world.Forge.All.ShouldBeEmpty();
        world.Clock.Pass(TimeSpan.FromHours(11));
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("opened");
        world.Clock.Pass(TimeSpan.FromHours(12));
        await World.TagAsync(upstream, "v1.2.0");
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("updated");
    }

    [Fact]
    public async Task Each_request_is_closed_with_the_reason_that_it_has()
    {
        using var world = new World();
        string[] names = ["merged", "ruled", "gone", "held"];
        var files = new List<(string, string)> { ("slipway-deps.yml", Settings) };
        foreach (var name in names) files.Add(($"config/software/{name}.rb", $"name '{name}'\ndefault_version 'v1.0.0'\nsource git: '{await world.UpstreamAsync(name, "v1.0.0", "v1.0.1")}'\n"));
        await world.WithAsync([.. files]);
        (await world.ProposeAsync()).Count.ShouldBe(4);
        await world.CommitAsync("all", ("slipway-deps.yml", Settings + "rules:\n  - {match: {names: ruled}, ignore: it goes soon}\nheld:\n  - {name: held, versions: [v1.0.1], reason: it leaks}\n"), ("config/software/gone.rb", ""), ("config/software/merged.rb", files[1].Item2.Replace("v1.0.0", "v1.0.1", StringComparison.Ordinal)));
        (await world.ProposeAsync()).ToDictionary(report => report.Branch["slipway/deps/omnibus-".Length..], report => report.Says).ShouldBe(new Dictionary<string, string>
        {
            ["merged"] = "merged is at v1.0.1, and no release that may be taken is newer.", ["ruled"] = "A rule leaves it out: it goes soon",
            ["gone"] = "The project does not name this component any more.", ["held"] = "Held: v1.0.1: it leaks",
        }, ignoreOrder: true);
        world.Forge.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_open_for_a_component_stays_as_it_is_when_its_fix_comes_under_embargo()
    {
        using var world = new World();
        using var folder = new TempFolder();
        var upstream = await world.UpstreamAsync("tool", "v1.0.0", "v1.0.1");
        await world.WithAsync(("slipway-deps.yml", Settings + $"osv: {folder.Path}\n"), ("config/software/tool.rb", Definition(upstream, "v1.0.0")));
        var opened = (await world.ProposeAsync()).ShouldHaveSingleItem();
        var (request, tip) = (world.Forge.All[0], await Tool.RunAsync("git", "-C", world.Origin, "rev-parse", opened.Branch));
        await World.TagAsync(upstream, "v1.0.2");
        await File.WriteAllTextAsync(folder["OSV-1.json"], $$"""{"id":"OSV-1","summary":"leaks","affected":[{"ranges":[{"type":"GIT","repo":"{{upstream}}","events":[{"introduced":"0"}]}],"versions":["v1.0.0"]}]}""");
        var seen = (await world.ProposeAsync()).ShouldHaveSingleItem();
        (seen.Outcome, seen.Says).ShouldBe(("unchanged", ""));
        world.Forge.All.ShouldBe([request]);
        world.Forge.Comments.ShouldBeEmpty();
        (await Tool.RunAsync("git", "-C", world.Origin, "rev-parse", opened.Branch)).ShouldBe(tip);
    }

    [Fact]
    public async Task A_groups_open_request_stays_as_it_is_while_one_of_the_group_is_under_embargo()
    {
        using var world = new World();
        using var folder = new TempFolder();
        var (one, two) = (await world.UpstreamAsync("liba", "v1.0.0", "v1.0.1"), await world.UpstreamAsync("libb", "v1.0.0", "v1.0.1"));
        await world.WithAsync(
            ("slipway-deps.yml", Settings + $"osv: {folder.Path}\nrules:\n  - {{match: {{names: 'lib*'}}, group: libraries}}\n"),
            ("config/software/liba.rb", $"name 'liba'\ndefault_version 'v1.0.0'\nsource git: '{one}'\n"), ("config/software/libb.rb", $"name 'libb'\ndefault_version 'v1.0.0'\nsource git: '{two}'\n"));
        (await world.ProposeAsync()).ShouldHaveSingleItem().Title.ShouldBe("Update libraries (2 components)");
        var request = world.Forge.All[0];
        await World.TagAsync(two, "v1.0.2");
        await File.WriteAllTextAsync(folder["OSV-1.json"], $$"""{"id":"OSV-1","summary":"leaks","affected":[{"ranges":[{"type":"GIT","repo":"{{one}}","events":[{"introduced":"0"}]}],"versions":["v1.0.0"]}]}""");
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("unchanged");
        world.Forge.All.ShouldBe([request]);
        File.Delete(folder["OSV-1.json"]);
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("updated");
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
        var secret = plan.Security.ShouldHaveSingleItem().Steps.ShouldHaveSingleItem();
        (secret.Component.Name, secret.Upgrade.Value, secret.Vulnerabilities.ShouldHaveSingleItem().Id).ShouldBe(("left", "1.0.1", "CVE-2026-1"));
        plan.Updates.ShouldHaveSingleItem().Steps.ShouldHaveSingleItem().Component.Name.ShouldBe("right");
        await world.ProposeAsync();
        var seen = string.Concat(world.Forge.All.Select(request => request.Title + request.Body + request.Branch)) + await Tool.RunAsync("git", "-C", world.Origin, "log", "--all", "-p", "--format=%B");
        seen.ShouldNotContain("CVE-2026-1");
        seen.ShouldNotContain("\"left\":\"1.0.1\"");
    }
}
