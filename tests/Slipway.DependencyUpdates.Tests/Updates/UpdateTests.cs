using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Slipway.DependencyUpdates.Tests.Sites;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Updates.Preparing;

namespace Slipway.DependencyUpdates.Tests.Updates;

/// <summary>From a project and its upstreams to verified changes, with real git and a real web server.</summary>
public sealed class UpdateTests
{
    const string NoWaiting = "version: 1\ncooldown: 0\n";

    static byte[] Archive(params (string Path, string Text)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip))
        {
            foreach (var (path, text) in files) tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) });
        }

        return bytes.ToArray();
    }

    static string Sha(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    static string Listing(params string[] names) => $"<html><body><h1>Index of /</h1><pre><a href=\"../\">../</a>\n{string.Concat(names.Select(name => $"<a href=\"{name}\">{name}</a> 01-Jan-2020 10:00 100\n"))}</pre></body></html>";

    static string Definition(Site site, string sha, string more = "") =>
        $"name 'thing'\ndefault_version '1.0'\nlicense 'MIT'\nsource url: \"{site.Url}/pub/thing-#{{version}}.tar.gz\",\n       sha256: '{sha}' # of 1.0\nrelative_path \"thing-#{{version}}\"\n{more}";

    static Site Upstream(byte[] archive, string? sums = null)
    {
        var site = new Site().Page("/pub/", Listing("thing-1.0.tar.gz", "thing-1.1.tar.gz", "thing-1.1.tar.gz.sig", "other-9.tar.gz"), "text/html").Page("/pub/thing-1.1.tar.gz", archive);
        return sums is null ? site : site.Page("/pub/SHA256SUMS", sums, "text/plain");
    }

    static PreparedUpdate.Ready Ready(PreparedUpdate update) => update as PreparedUpdate.Ready ?? throw new ShouldAssertException(update.ToString());

    [Fact]
    public async Task Version_and_checksum_change_together_and_the_text_says_how_it_was_verified()
    {
        var archive = Archive(("thing-1.1/README", "hello"));
        using var site = Upstream(archive, $"{Sha(archive)}  thing-1.1.tar.gz\n");
        var before = Definition(site, new('0', 64));
        using var world = await new World().WithAsync(("slipway-deps.yml", NoWaiting), ("config/software/thing.rb", before), ("config/software/user.rb", "name 'user'\ndefault_version '1'\nsource path: 'x'\ndependency 'thing'\n"));
        var ready = Ready((await world.PrepareAsync()).ShouldHaveSingleItem());
        Encoding.UTF8.GetString(ready.Files.ShouldHaveSingleItem().After).ShouldBe(before.Replace("default_version '1.0'", "default_version '1.1'", StringComparison.Ordinal).Replace(new string('0', 64), Sha(archive), StringComparison.Ordinal));
        ready.Title.ShouldBe("Update thing from 1.0 to 1.1");
        ready.Body.ShouldContain(Sha(archive));
        ready.Body.ShouldContain("file of checksums agrees");
        ready.Body.ShouldContain("### What depends on it\n\nuser");
        ready.Body.ShouldContain("held:\n  - name: \"thing\"\n    versions: [\"1.1\"]");
        ready.Message.ShouldContain("Dependency-Update: thing 1.0 1.1");
    }

    [Fact]
    public async Task An_archive_that_is_not_what_upstreams_sums_say_is_refused()
    {
        using var site = Upstream(Archive(("thing-1.1/README", "tampered")), $"{new string('a', 64)}  thing-1.1.tar.gz\n");
        using var world = await new World().WithAsync(("slipway-deps.yml", NoWaiting), ("config/software/thing.rb", Definition(site, new('0', 64))));
        (await world.PrepareAsync()).ShouldHaveSingleItem().ShouldBeOfType<PreparedUpdate.Refused>().Code.ShouldBe("deps.checksum-mismatch");
        (await world.ProposeAsync()).ShouldHaveSingleItem().Outcome.ShouldBe("refused");
        world.Forge.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_archive_that_changes_between_two_runs_is_an_alarm()
    {
        using var site = Upstream(Archive(("thing-1.1/README", "first")));
        using var world = await new World().WithAsync(("slipway-deps.yml", NoWaiting), ("config/software/thing.rb", Definition(site, new('0', 64))));
        Ready((await world.PrepareAsync()).ShouldHaveSingleItem()).Body.ShouldContain("Upstream publishes no checksum");
        site.Page("/pub/thing-1.1.tar.gz", Archive(("thing-1.1/README", "second")));
        (await world.PrepareAsync()).ShouldHaveSingleItem().ShouldBeOfType<PreparedUpdate.Refused>().Code.ShouldBe("deps.archive-changed");
    }

    [Fact]
    public async Task Patches_are_tried_on_the_new_archive_and_those_that_fail_are_told_first()
    {
        var archive = Archive(("thing-1.1/a.c", "one\ntwo\nthree\n"), ("thing-1.1/b.c", "quite different\n"), ("../../evil", "x"), ("thing-1.1/../../evil2", "x"));
        using var site = Upstream(archive);
        const string Good = "--- a/a.c\n+++ b/a.c\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n";
        const string Bad = "--- a/b.c\n+++ b/b.c\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n";
        using var world = await new World().WithAsync(
            ("slipway-deps.yml", NoWaiting), ("config/software/thing.rb", Definition(site, new('0', 64), "build do\n  patch source: 'good.patch', plevel: 1\n  patch source: 'bad.patch'\n  patch source: \"#{version}/gone.patch\"\nend\n")),
            ("config/patches/thing/good.patch", Good), ("config/patches/thing/bad.patch", Bad), ("config/patches/thing/1.0/gone.patch", Good));
        var ready = Ready((await world.PrepareAsync()).ShouldHaveSingleItem());
        ready.Facts.ShouldHaveSingleItem().Patches.Select(patch => (Path.GetFileName(patch.Path), patch.Applies)).ShouldBe([("good.patch", true), ("bad.patch", false), ("gone.patch", false)]);
        ready.Body.ShouldContain("**Patches no longer apply:**\n\n- `config/patches/thing/bad.patch`");
        ready.Body.ShouldContain("`config/patches/thing/good.patch` applies.");
    }

    [Fact]
    public async Task A_release_waits_from_when_we_saw_it_first_whatever_date_its_publisher_claims()
    {
        using var site = new Site().Page("/left", """{"name":"left","time":{"1.0.0":"2020-01-01T00:00:00Z","1.0.1":"2020-01-02T00:00:00Z"},"versions":{"1.0.0":{"dist":{}},"1.0.1":{"dist":{}}}}""");
        using var world = await new World().WithAsync(("package.json", """{"dependencies":{"left":"1.0.0"}}"""), (".npmrc", $"registry={site.Url}/\n"));
        var waiting = (await world.CheckAsync()).ShouldHaveSingleItem().ShouldBeOfType<CheckResult.Newer>();
        waiting.Ready.ShouldBeEmpty();
        waiting.Waiting.ShouldHaveSingleItem().Until.ShouldBe(world.Clock.GetUtcNow() + TimeSpan.FromDays(3));
        world.Clock.Pass(TimeSpan.FromDays(3));
        (await world.CheckAsync()).ShouldHaveSingleItem().ShouldBeOfType<CheckResult.Newer>().Ready.ShouldHaveSingleItem().Value.ShouldBe("1.0.1");
    }

    [Fact]
    public async Task A_moved_tag_is_an_alarm_and_no_update()
    {
        using var world = new World();
        var upstream = await world.UpstreamAsync("tool", "v1.0.0", "v1.1.0");
        await world.WithAsync(("slipway-deps.yml", NoWaiting), ("config/software/tool.rb", $"name 'tool'\ndefault_version 'v1.0.0'\nsource git: '{upstream}'\n"));
        (await world.CheckAsync()).ShouldHaveSingleItem().ShouldBeOfType<CheckResult.Newer>();
        await World.TagAsync(upstream, "v1.1.0", "other");
        var failed = (await world.CheckAsync()).ShouldHaveSingleItem().ShouldBeOfType<CheckResult.Failed>();
        failed.Code.ShouldBe("deps.changed-upstream");
        failed.Reason.ShouldContain("The tag v1.1.0 was moved");
    }

    [Fact]
    public async Task A_change_of_licence_is_told_before_all_else()
    {
        using var site = new Site().Page("/left", """{"name":"left","versions":{"1.0.0":{"license":"MIT","dist":{}},"1.0.1":{"license":"BUSL-1.1","dist":{}}}}""");
        using var world = await new World().WithAsync(("slipway-deps.yml", NoWaiting), ("package.json", """{"dependencies":{"left":"1.0.0"}}"""), (".npmrc", $"registry={site.Url}/\n"));
        Ready((await world.PrepareAsync()).ShouldHaveSingleItem()).Body.ShouldContain("**The licence changes: MIT → BUSL-1.1.**");
    }

    [Fact]
    public async Task Upstreams_words_cannot_mention_people_or_break_out_of_the_text()
    {
        using var world = new World();
        var upstream = await world.UpstreamAsync("tool", "v1.0.0", "v1.1.0");
        await world.WithAsync(("slipway-deps.yml", NoWaiting), ("config/software/tool.rb", $"name '@all](x) `y`'\ndefault_version 'v1.0.0'\nsource git: '{upstream}'\n"));
        var body = Ready((await world.PrepareAsync()).ShouldHaveSingleItem()).Body;
        // In the table it is text; in the example of a configuration it is code.
        body.Split("### To hold it")[0].Contains("@all", StringComparison.Ordinal).ShouldBeFalse();
        body.ShouldContain("all\\](x) \\`y\\`");
    }

    [Fact]
    public async Task Rules_group_ignore_and_limit_and_a_major_step_has_a_request_of_its_own()
    {
        using var world = new World();
        string[] names = ["liba", "libb", "tool", "old"];
        var files = new List<(string, string)> { ("slipway-deps.yml", NoWaiting + "rules:\n  - {match: {names: 'lib*'}, group: libraries}\n  - {match: {names: old}, ignore: it is being removed}\n") };
        foreach (var name in names) files.Add(($"config/software/{name}.rb", $"name '{name}'\ndefault_version 'v1.0.0'\nsource git: '{await world.UpstreamAsync(name, "v1.0.0", "v1.0.1", "v2.0.0")}'\n"));
        await world.WithAsync([.. files]);
        (await world.CheckAsync()).Single(result => result.Component.Name == "old").ShouldBeOfType<CheckResult.Ignored>().Reason.ShouldBe("it is being removed");
        var reports = await world.ProposeAsync();
        reports.Select(report => (report.Branch, report.Title)).ShouldBe([
            ("slipway/deps/omnibus-tool", "Update tool from v1.0.0 to v1.0.1"), ("slipway/deps/group-libraries", "Update libraries (2 components)"), ("slipway/deps/group-libraries-major", "Update libraries (2 components)"), ("slipway/deps/omnibus-tool-major", "Update tool from v1.0.0 to v2.0.0")], ignoreOrder: true);
    }

    [Fact]
    public async Task A_lock_that_would_be_wrong_after_is_told_with_the_command_and_not_touched()
    {
        using var site = new Site().Page("/left", """{"name":"left","versions":{"1.0.0":{"dist":{}},"1.0.1":{"dist":{}}}}""");
        using var world = await new World().WithAsync(("slipway-deps.yml", NoWaiting), ("package.json", """{"dependencies":{"left":"1.0.0"}}"""), (".npmrc", $"registry={site.Url}/\n"), ("package-lock.json", "{\"packages\":{}}"));
        (await world.PrepareAsync()).ShouldBeEmpty();
        (await world.PlanAsync()).Manual.ShouldHaveSingleItem().Reason.ShouldContain("npm install --package-lock-only");
    }
}
