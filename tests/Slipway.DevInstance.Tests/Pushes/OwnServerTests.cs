using System.Security.Cryptography;
using Slipway.DevInstance.Testing;
using Slipway.Testing;

namespace Slipway.DevInstance.Tests.Pushes;

/// <summary>A server whose surroundings are against git, and which takes little.</summary>
public sealed class OwnServerTests
{
    [Fact]
    public async Task The_servers_own_variables_do_not_reach_git_and_a_pack_larger_than_the_limit_is_refused()
    {
        var environment = new Dictionary<string, string?> { ["GIT_TRACE"] = "1", ["GIT_DIR"] = "/nowhere", ["GIT_OBJECT_DIRECTORY"] = "/nowhere" };
        await using var server = await ServerProcess.StartAsync(null, environment, "--Git:MaxPushBytes=100000");
        using var project = await OwnProject.CreateAsync(server);
        using var work = await project.SeedAsync();
        using var clone = await WorkFolder.CloneAsync(project.Url());
        (await clone.HeadAsync()).ShouldBe(await work.HeadAsync());

        await File.WriteAllBytesAsync(work["large"], RandomNumberGenerator.GetBytes(3_000_000));
        await work.RunAsync("add", "large");
        await work.RunAsync("commit", "--quiet", "--message", "Large");
        var result = await work.TryAsync("push", "origin", "main");
        result.ExitCode.ShouldNotBe(0);
        result.Error.ShouldContain("pack exceeds maximum allowed size");
    }
}
