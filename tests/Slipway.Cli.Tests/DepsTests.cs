using System.Text.Json;
using Slipway.Testing;

namespace Slipway.Cli.Tests;

/// <summary><c>slipway deps</c> on real folders and real git repositories, with no server to talk to.</summary>
public sealed class DepsTests
{
    static async Task<Cli> ProjectAsync(string settings = "version: 1\ncooldown: 0\n")
    {
        var cli = await Cli.StartAsync();
        cli.Environment["SLIPWAY_URL"] = cli.Environment["SLIPWAY_TOKEN"] = null;
        cli.Environment["SLIPWAY_DEPS_STATE"] = cli.Folder["state"];
        var upstream = cli.Folder["upstream"];
        await Tool.RunAsync("git", "init", "-q", upstream);
        await TagAsync(upstream, "v1.0.0", "v1.0.1", "v2.0.0");
        cli.Write("p/config/software/tool.rb", $"name 'tool'\ndefault_version 'v1.0.0'\nsource git: '{upstream}'\n");
        cli.Write("p/slipway-deps.yml", settings);
        return cli;
    }

    static async Task TagAsync(string repository, params string[] tags)
    {
        foreach (var tag in tags)
        {
            await Tool.RunAsync("git", "-C", repository, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-q", "--allow-empty", "-m", tag);
            await Tool.RunAsync("git", "-C", repository, "tag", "-f", tag);
        }
    }

    [Fact]
    public async Task Scan_tells_what_nothing_watches_and_ends_with_1_until_somebody_writes_why()
    {
        await using var cli = await ProjectAsync();
        (await cli.RunAsync("deps", "scan", "p")).ExitCode.ShouldBe(0);
        cli.Write("p/.ruby-version", "3.2.2\n");
        var silent = await cli.RunAsync("deps", "scan", "p");
        (silent.ExitCode, silent.Output).ShouldSatisfyAllConditions(pair => pair.ExitCode.ShouldBe(1), pair => pair.Output.ShouldContain("NOTHING"));
        cli.Write("p/slipway-deps.yml", "version: 1\ncomponents:\n  ruby: {unwatched: the base image decides}\n");
        (await cli.RunAsync("deps", "scan", "p")).ShouldSatisfyAllConditions(run => run.ExitCode.ShouldBe(0), run => run.Output.ShouldContain("the base image decides"));
    }

    [Fact]
    public async Task Check_why_and_update_agree_and_write_changes_only_the_version()
    {
        await using var cli = await ProjectAsync();
        (await cli.RunAsync("deps", "check", "p")).Output.ShouldContain("v2.0.0, v1.0.1");
        (await cli.RunAsync("deps", "why", "tool", "p")).Output.ShouldContain("A patch step, written as v1.0.1.");
        await TagAsync(cli.Folder["upstream"], "v1.0.2");
        (await cli.RunAsync("deps", "why", "tool", "p")).Output.ShouldContain("v1.0.2 is newer, and taken.");
        await Tool.RunAsync("git", "-C", cli.Folder["upstream"], "tag", "-d", "v1.0.2");
        var before = await File.ReadAllTextAsync(cli.Folder["p/config/software/tool.rb"]);
        (await cli.RunAsync("deps", "update", "p", "--dry-run")).ExitCode.ShouldBe(0);
        (await File.ReadAllTextAsync(cli.Folder["p/config/software/tool.rb"])).ShouldBe(before);
        (await cli.RunAsync("deps", "update", "p", "--write")).Output.ShouldContain("--major takes it");
        (await File.ReadAllTextAsync(cli.Folder["p/config/software/tool.rb"])).ShouldBe(before.Replace("v1.0.0", "v1.0.1", StringComparison.Ordinal));
        using var json = JsonDocument.Parse((await cli.RunAsync("deps", "check", "p", "--json")).Output);
        json.RootElement.GetProperty("components")[0].GetProperty("newer")[0].GetString().ShouldBe("v2.0.0");
    }

    [Fact]
    public async Task A_fix_of_a_vulnerability_is_told_and_written_only_for_who_asks_for_it()
    {
        await using var cli = await ProjectAsync("version: 1\ncooldown: 0\nosv: osv\n");
        cli.Write("osv/OSV-1.json", $$"""{"id":"OSV-1","aliases":["CVE-2026-1"],"summary":"it leaks","affected":[{"ranges":[{"type":"GIT","repo":"{{cli.Folder["upstream"]}}","events":[{"introduced":"0"}]}],"versions":["v1.0.0"]}]}""");
        var before = await File.ReadAllTextAsync(cli.Folder["p/config/software/tool.rb"]);
        var quiet = await cli.RunAsync("deps", "update", "p", "--write", "--major");
        (quiet.Output + quiet.Error).ShouldNotContain("CVE-2026-1");
        quiet.Output.ShouldContain("There is nothing to update.");
        quiet.Error.ShouldContain("--embargoed tells what there is.");
        (await File.ReadAllTextAsync(cli.Folder["p/config/software/tool.rb"])).ShouldBe(before);
        (await cli.RunAsync("deps", "update", "p", "--write", "--embargoed")).Output.ShouldContain("Under embargo: tool from v1.0.0 to v1.0.1 fixes CVE-2026-1: written.");
        (await File.ReadAllTextAsync(cli.Folder["p/config/software/tool.rb"])).ShouldBe(before.Replace("v1.0.0", "v1.0.1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_moved_tag_is_refused_until_it_is_accepted_by_name()
    {
        await using var cli = await ProjectAsync();
        await cli.RunAsync("deps", "check", "p");
        await TagAsync(cli.Folder["upstream"], "v1.0.1");
        var alarm = await cli.RunAsync("deps", "check", "p");
        (alarm.ExitCode, alarm.Output).ShouldSatisfyAllConditions(pair => pair.ExitCode.ShouldBe(1), pair => pair.Output.ShouldContain("The tag v1.0.1 was moved"));
        (await cli.RunAsync("deps", "accept", "tool", "v9", "p")).ExitCode.ShouldBe(4);
        (await cli.RunAsync("deps", "accept", "tool", "v1.0.1", "p")).ExitCode.ShouldBe(0);
        (await cli.RunAsync("deps", "check", "p")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_fault_in_the_configuration_names_line_and_remedy_and_ends_with_7()
    {
        await using var cli = await ProjectAsync("version: 1\ncoldown: 3 days\n");
        var run = await cli.RunAsync("deps", "check", "p");
        run.ExitCode.ShouldBe(7);
        run.Error.ShouldContain("slipway-deps.yml:2: error:");
        run.Error.ShouldContain("Did you mean \"cooldown\"?");
    }

    [Fact]
    public async Task Without_a_token_nothing_is_proposed_and_the_remedy_is_said()
    {
        await using var cli = await ProjectAsync();
        var run = await cli.RunAsync("deps", "update", "p");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("SLIPWAY_FORGE_TOKEN");
        (await cli.RunAsync("deps", "schema")).Output.ShouldContain("\"slipway-deps.yml\"");
    }
}
