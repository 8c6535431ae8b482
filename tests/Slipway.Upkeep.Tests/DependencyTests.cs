using System.Security.Cryptography;
using System.Text;
using Slipway.Contracts.Upkeep;

namespace Slipway.Upkeep.Tests;

/// <summary>Dependencies of a project, from a git server and a folder of archives on loopback.</summary>
public sealed class DependencyTests(SharedServer shared)
{
    [Fact]
    public async Task A_newer_version_becomes_one_merge_request_with_its_verified_checksum_that_later_runs_change()
    {
        await using var files = await FileServer.StartAsync();
        using var upstream = await OwnProject.CreateAsync(shared.Server, isPrivate: false);
        await upstream.CommitAsync(("readme", "upstream"));
        await ReleaseAsync(upstream, files, "1.0.0");
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.CommitAsync(
            ("slipway-deps.yml", $$"""
            version: 1
            cooldown: 0
            patterns:
              - files: "*.env"
                pattern: "^TOOL=(?<version>\\S*) (?<sha256>[0-9a-f]+)$"
                name: tool
                datasource: git-tags
                package: {{upstream.Url}}
                archive: {{files.Url}}/tool-{version}.tar.gz
            """),
            ("tools.env", $"TOOL=1.0.0 {Sum(files, "1.0.0")}\n"));
        await own.EnableAsync("deps");
        var first = await own.RunAsync("deps");
        first.Run.Outcome.ShouldBe("nothing", first.Log);
        first.Findings.ShouldHaveSingleItem().State.ShouldBe("up-to-date");

        await ReleaseAsync(upstream, files, "1.1.0");
        var second = await own.RunAsync("deps");
        var request = second.Run.Requests.ShouldHaveSingleItem();
        request.Outcome.ShouldBe("opened", second.Log);
        var opened = (await own.OpenAsync()).ShouldHaveSingleItem();
        opened.Author.ShouldBe("upkeep-bot");
        opened.Reviewers.ShouldBe([own.Maintainer]);
        opened.Description.ShouldContain("sha256");
        (await own.FileAsync(request.Branch, "tools.env")).ShouldBe($"TOOL=1.1.0 {Sum(files, "1.1.0")}\n");
        (await own.RunAsync("deps")).Run.Requests.ShouldHaveSingleItem().Outcome.ShouldBe("unchanged");

        await ReleaseAsync(upstream, files, "1.2.0");
        (await own.RunAsync("deps")).Run.Requests.ShouldHaveSingleItem().Outcome.ShouldBe("updated");
        (await own.OpenAsync()).ShouldHaveSingleItem().Number.ShouldBe(request.Number!.Value);
        (await own.FileAsync(request.Branch, "tools.env")).ShouldBe($"TOOL=1.2.0 {Sum(files, "1.2.0")}\n");
        (await own.FileAsync("main", "tools.env")).ShouldBe($"TOOL=1.0.0 {Sum(files, "1.0.0")}\n");
    }

    [Fact]
    public async Task What_was_seen_once_is_remembered_from_run_to_run()
    {
        await using var files = await FileServer.StartAsync();
        using var upstream = await OwnProject.CreateAsync(shared.Server, isPrivate: false);
        await upstream.CommitAsync(("readme", "upstream"));
        await ReleaseAsync(upstream, files, "1.0.0");
        await ReleaseAsync(upstream, files, "1.1.0");
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.CommitAsync(
            ("slipway-deps.yml", $$"""
            version: 1
            patterns: [{files: "*.env", pattern: "^TOOL=(?<version>\\S*)$", name: tool, datasource: git-tags, package: "{{upstream.Url}}"}]
            """),
            ("tools.env", "TOOL=1.0.0\n"));
        await own.EnableAsync("deps");
        var first = await own.RunAsync("deps");
        first.Findings.ShouldHaveSingleItem().State.ShouldBe("waiting", first.Log);
        var again = await own.RunAsync("deps");
        again.Findings.ShouldHaveSingleItem().Lines.ShouldBe(first.Findings[0].Lines);

        // A tag that is moved after it was seen is an alarm, and no update.
        await upstream.CommitAsync(("readme", "another"));
        await upstream.GitAsync("tag", "--force", "v1.1.0");
        await upstream.GitAsync("push", "--quiet", "--force", "-o", "ci.skip", "origin", "v1.1.0");
        var moved = await own.RunAsync("deps");
        moved.Run.Outcome.ShouldBe("attention", moved.Log);
        string.Join(' ', moved.Findings.SelectMany(one => one.Lines)).ShouldContain("deps.changed-upstream");
    }

    [Fact]
    public async Task A_configuration_with_a_fault_fails_the_run_and_says_where()
    {
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.CommitAsync(("slipway-deps.yml", "version: 1\nbranchs: [main]\n"));
        await own.EnableAsync("deps");
        var run = await own.RunAsync("deps");
        run.Run.ShouldSatisfyAllConditions(it => it.State.ShouldBe("failed"), it => it.Code.ShouldBe("deps.settings"), it => it.Reason!.ShouldContain("slipway-deps.yml:2"));
    }

    static async Task ReleaseAsync(OwnProject upstream, FileServer files, string version)
    {
        files.Files[$"tool-{version}.tar.gz"] = Encoding.UTF8.GetBytes($"the archive of {version}");
        await upstream.GitAsync("tag", $"v{version}");
        await upstream.GitAsync("push", "--quiet", "-o", "ci.skip", "origin", $"v{version}");
    }

    static string Sum(FileServer files, string version) => Convert.ToHexStringLower(SHA256.HashData(files.Files[$"tool-{version}.tar.gz"]));
}
