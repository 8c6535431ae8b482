using System.Runtime.Versioning;
using System.Text.Json;

[assembly: SupportedOSPlatform("linux")]

namespace Slipway.Cli.Tests;

public sealed class CommandTests
{
    [Fact]
    public async Task Login_keeps_server_and_token_where_only_the_owner_reads_them()
    {
        await using var cli = await Cli.StartAsync();
        cli.Environment["SLIPWAY_URL"] = cli.Environment["SLIPWAY_TOKEN"] = null;
        (await cli.RunAsync("repo", "list")).ExitCode.ShouldBe(2);
        var login = await cli.RunWithInputAsync(FakeServer.Token + "\n", "login", cli.Server.Url, "--token-stdin");
        login.Output.ShouldBe("Logged in to 127.0.0.1 as ci (push).\n");
        File.GetUnixFileMode(cli.Folder["config/slipway/config.json"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(cli.Folder["config/slipway"]).Length.ShouldBe(1);
        (await cli.RunAsync("repo", "list")).Output.ShouldBe("""
            REPOSITORY          ACCESS  PACKAGES  URL
            acme/tools          public  0         http://x/
            acme/a-longer-name  public  0         http://x/

            """);
        (await cli.RunAsync("logout")).ExitCode.ShouldBe(0);
        File.Exists(cli.Folder["config/slipway/config.json"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_refused_login_keeps_nothing()
    {
        await using var cli = await Cli.StartAsync();
        cli.Environment["SLIPWAY_TOKEN"] = null;
        (await cli.RunWithInputAsync("wrong", "login", cli.Server.Url, "--token-stdin")).ExitCode.ShouldBe(3);
        File.Exists(cli.Folder["config/slipway/config.json"]).ShouldBeFalse();
    }

    [Fact]
    public async Task The_remembered_token_goes_to_no_other_server()
    {
        await using var cli = await Cli.StartAsync();
        await using var other = await FakeServer.StartAsync();
        (await cli.RunAsync("login", cli.Server.Url)).ExitCode.ShouldBe(0);
        cli.Environment["SLIPWAY_URL"] = cli.Environment["SLIPWAY_TOKEN"] = null;
        (await cli.RunAsync("repo", "list")).ExitCode.ShouldBe(0);
        (await cli.RunAsync("repo", "list", "--url", other.Url)).ExitCode.ShouldBe(3);
        cli.Write("token", FakeServer.Token + "\n");
        (await cli.RunAsync("repo", "list", "--url", other.Url, "--token-file", cli.Folder["token"])).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_listing_has_all_pages_in_one_document()
    {
        await using var cli = await Cli.StartAsync();
        (await cli.RunAsync("list", "acme/tools")).Output.Trim().Split('\n').Length.ShouldBe(5);
        JsonDocument.Parse((await cli.RunAsync("list", "acme/tools", "--json")).Output).RootElement.GetArrayLength().ShouldBe(5);
    }

    [Fact]
    public async Task A_created_repository_is_shown()
    {
        await using var cli = await Cli.StartAsync();
        (await cli.RunAsync("repo", "create", "acme/new")).Output.ShouldContain("Repository:    acme/new");
        (await cli.RunAsync("repo", "create", "acme")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task Yank_needs_a_yes_and_tells_each_file()
    {
        await using var cli = await Cli.StartAsync();
        cli.Server.Files["a.deb"] = [1];
        (await cli.RunAsync("yank", "acme/tools/ubuntu/noble", "a.deb")).ExitCode.ShouldBe(2);
        cli.Server.Files.Count.ShouldBe(1);
        var result = await cli.RunAsync("yank", "acme/tools/ubuntu/noble", "a.deb", "b.deb", "--yes", "--json");
        result.ExitCode.ShouldBe(4);
        result.Output.ShouldBe("""[{"name":"a.deb","status":"yanked"},{"name":"b.deb","status":"failed"}]""" + "\n");
    }

    [Fact]
    public async Task A_new_tokens_value_alone_is_on_standard_output()
    {
        await using var cli = await Cli.StartAsync();
        (await cli.RunAsync("token", "create", "ci")).Output.ShouldBe("the-new-value\n");
    }

    [Fact]
    public async Task Exit_codes_tell_usage_and_an_unreachable_server_apart()
    {
        await using var cli = await Cli.StartAsync();
        (await cli.RunAsync("nonsense")).ExitCode.ShouldBe(2);
        (await cli.RunAsync("repo", "list", "--url", "http://127.0.0.1:1")).ExitCode.ShouldBe(6);
        (await cli.RunAsync("--help")).Output.ShouldContain("Exit codes:");
    }

    [Fact]
    public async Task Serve_becomes_the_server_with_all_its_arguments()
    {
        await using var cli = await Cli.StartAsync();
        cli.Environment["SLIPWAY_SERVER"] = "/bin/echo";
        (await cli.RunAsync("serve", "--help", "--json", "two words")).Output.ShouldBe("--help --json two words\n");
        cli.Environment["SLIPWAY_SERVER"] = "/nowhere";
        (await cli.RunAsync("serve")).ExitCode.ShouldBe(1);
    }
}
