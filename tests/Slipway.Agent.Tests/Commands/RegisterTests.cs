using System.Text.Json.Nodes;
using Slipway.Agent.Tests.Doubles;
using Slipway.Testing;

namespace Slipway.Agent.Tests.Commands;

public sealed class RegisterTests : IAsyncLifetime
{
    readonly TempFolder folder = new();
    Coordinator coordinator = null!;

    string Config => folder["etc", "runner.json"];

    public async ValueTask InitializeAsync() => coordinator = await Coordinator.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await coordinator.DisposeAsync();
        folder.Dispose();
        coordinator.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_runner_is_registered_by_its_own_token_verified_and_unregistered()
    {
        var registered = await RunAsync("register", "--url", coordinator.Url, "--token", Coordinator.RunnerToken, "--name", "one", "--builds-folder", folder["builds"], "--cache-folder", folder["cache"]);
        registered.ExitCode.ShouldBe(0, registered.Error);
        registered.Output.ShouldNotContain(Coordinator.RunnerToken);
        File.GetUnixFileMode(Config).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        ((string?)JsonNode.Parse(await File.ReadAllTextAsync(Config))!["token"]).ShouldBe(Coordinator.RunnerToken);
        (await RunAsync("verify")).Output.ShouldContain($"one is accepted by {coordinator.Url}.");

        var again = await RunAsync("register", "--url", coordinator.Url, "--token", "x");
        again.ExitCode.ShouldBe(2);
        again.Error.ShouldContain("is there already");

        coordinator.TokenIsValid = false;
        var refused = await RunAsync("verify");
        (refused.ExitCode, refused.Error).ShouldSatisfyAllConditions(it => it.ExitCode.ShouldBe(1), it => it.Error.ShouldContain("does not accept the token of one"));

        (await RunAsync("unregister")).ExitCode.ShouldBe(0);
        File.Exists(Config).ShouldBeFalse();
        coordinator.Calls.ShouldContain("DELETE /runners/managers");
    }

    [Fact]
    public async Task A_registration_token_is_traded_for_the_runners_own()
    {
        var result = await Tool.TryAsync(new ToolCall(Build.Runner, ["register", "--config", Config, "--url", coordinator.Url, "--token-stdin", "--executor", "container", "--image", "debian:12"]) { Input = Coordinator.RegistrationToken + "\n" });
        result.ExitCode.ShouldBe(0, result.Error);
        var config = JsonNode.Parse(await File.ReadAllTextAsync(Config))!;
        ((string?)config["token"]).ShouldBe("from-registration");
        ((string?)config["container"]!["image"]).ShouldBe("debian:12");
    }

    [Theory]
    [InlineData(1, "does not accept this token", "--token", "glrt-wrong")]
    [InlineData(1, "403", "--token", "wrong")]
    [InlineData(2, "Tags of a runner with a token of its own", "--token", "glrt-x", "--tags", "a")]
    [InlineData(2, "executor must be", "--token", "x", "--executor", "vm")]
    [InlineData(2, "No token is given")]
    public async Task What_makes_no_runner_is_refused_and_writes_nothing(int exit, string why, params string[] arguments)
    {
        var result = await RunAsync(["register", "--url", coordinator.Url, .. arguments]);
        result.ExitCode.ShouldBe(exit, result.Error);
        result.Error.ShouldContain(why);
        File.Exists(Config).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_configuration_is_refused_with_every_fault()
    {
        Directory.CreateDirectory(folder["etc"]);
        await File.WriteAllTextAsync(Config, """{"url":"ftp://x","token":"t","name":"n","systemId":"s_1","executor":"shell","buildsFolder":"builds","cacheFolder":"/c","concurrent":0}""");
        var result = await RunAsync("run");
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("url must be an http or https URL; concurrent must be 1 to 1000; buildsFolder must be an absolute path");
        await File.WriteAllTextAsync(Config, """{"url":"http://x","token":"t","name":"n","systemId":"s_1","executor":"shell","buildsFolder":"/b","cacheFolder":"/c","concurent":2}""");
        (await RunAsync("run")).Error.ShouldContain("concurent");
    }

    [Fact]
    public async Task The_command_hands_over_to_the_runner()
    {
        var result = await Tool.TryAsync(new ToolCall(Build.Cli, ["runner", "verify", "--config", Config]) { Environment = new Dictionary<string, string?> { ["SLIPWAY_RUNNER"] = Build.Runner } });
        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain("slipway-runner: There is no configuration");
    }

    Task<ToolResult> RunAsync(params string[] arguments) => Tool.TryAsync(Build.Runner, [.. arguments, "--config", Config]);
}
