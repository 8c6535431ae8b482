using System.Text.Json;
using Slipway.Testing;

namespace Slipway.Upkeep.Tests;

/// <summary><c>slipway upkeep</c>, the real command against the real server.</summary>
public sealed class CommandTests(SharedServer shared)
{
    [Fact]
    public async Task A_maintainer_turns_a_duty_on_runs_it_and_reads_what_came_of_it()
    {
        await using var host = await KeptHost.StartAsync();
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.CommitAsync(await host.FilesAsync("key0"));
        await host.UseAsync("key0", "key2");
        (await SlipwayAsync(own, 0, "upkeep", "list", own.Path)).ShouldContain("known-hosts");
        (await SlipwayAsync(own, 5, "upkeep", "run", own.Path, "known-hosts")).ShouldContain("off for this project");
        (await SlipwayAsync(own, 0, "upkeep", "enable", own.Path, "known-hosts", "--cron", "0 0 1 1 *", "--time-zone", "Europe/Berlin")).ShouldContain("known-hosts is on; it runs next at");
        var ran = await SlipwayAsync(own, 0, "upkeep", "run", own.Path, "known-hosts", "--wait");
        ran.ShouldContain("proposed");
        ran.ShouldContain("published by its operator");
        var history = await SlipwayAsync(own, 0, "upkeep", "history", own.Path, "known-hosts");
        history.ShouldContain("opened");
        var id = JsonDocument.Parse(await SlipwayAsync(own, 0, "upkeep", "history", own.Path, "known-hosts", "--json")).RootElement[0].GetProperty("id").GetInt64();
        (await SlipwayAsync(own, 0, "upkeep", "show", own.Path, $"{id}")).ShouldContain("hosts, from here, elsewhere");
        (await SlipwayAsync(own, 0, "upkeep", "disable", own.Path, "known-hosts")).ShouldContain("its token is revoked");
        (await SlipwayAsync(own, 7, "upkeep", "enable", own.Path, "deps", "--cron", "never")).ShouldContain("'never' is no time");
    }

    [Fact]
    public async Task A_run_that_waits_for_its_end_says_by_its_exit_code_how_it_was()
    {
        await using var host = await KeptHost.StartAsync();
        using var own = await OwnProject.CreateAsync(shared.Server);
        await own.CommitAsync(("readme", "nothing"));
        await own.EnableAsync("known-hosts");
        (await SlipwayAsync(own, 1, "upkeep", "run", own.Path, "known-hosts", "--wait")).ShouldContain("upkeep.no-hosts");
        await own.CommitAsync(await host.FilesAsync("key0"));
        await host.Sshd.RunAsync(["key1"]);
        (await SlipwayAsync(own, 8, "upkeep", "run", own.Path, "known-hosts", "--wait")).ShouldContain("attention");
    }

    async Task<string> SlipwayAsync(OwnProject own, int exit, params string[] arguments)
    {
        var result = await Tool.TryAsync(new ToolCall(Build.Cli, arguments) { Environment = new Dictionary<string, string?> { ["SLIPWAY_URL"] = shared.Server.Url, ["SLIPWAY_TOKEN"] = own.Token }, Limit = TimeSpan.FromSeconds(40) });
        result.ExitCode.ShouldBe(exit, result.Output + result.Error);
        return result.Output + result.Error;
    }
}
