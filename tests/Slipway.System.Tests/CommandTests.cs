using System.Text.Json;
using Slipway.Testing;

namespace Slipway.System.Tests;

/// <summary>The slipway command against the real server: a team's whole day.</summary>
public sealed class CommandTests : IAsyncLifetime
{
    readonly TempFolder folder = new();
    ServerProcess server = null!;

    public async ValueTask InitializeAsync() => server = await ServerProcess.StartAsync();

    [Fact]
    public async Task A_team_logs_in_makes_a_repository_pushes_lists_shows_and_yanks()
    {
        (await RunAsync(["list", "acme/tools"])).ExitCode.ShouldNotBe(0);
        (await RunAsync(["login", server.Url, "--token-stdin"], server.Token)).ExitCode.ShouldBe(0);
        (await RunAsync(["repo", "create", "acme/tools"])).Output.ShouldContain("acme/tools");
        (await RunAsync(["repo", "create", "acme/tools"])).ExitCode.ShouldBe(5);
        foreach (var version in new[] { "1.0", "1.1", "1.2" })
        {
            await WriteAsync(Samples.Deb(version));
        }

        (await RunAsync(["push", "acme/tools/debian/bookworm", folder["*.deb"]])).Output.ShouldContain("3 pushed, 0 unchanged, 0 failed");
        (await RunAsync(["push", "acme/tools/debian/bookworm", folder["*.deb"]])).Output.ShouldContain("0 pushed, 3 unchanged, 0 failed");
        (await RunAsync(["list", "acme/tools"])).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        (await RunAsync(["show", "acme/tools/debian/bookworm/hello_1.1_amd64.deb"])).Output.ShouldContain("1.1");

        (await RunAsync(["yank", "acme/tools/debian/bookworm", "hello_1.1_amd64.deb", "--yes"])).ExitCode.ShouldBe(0);
        (await RunAsync(["show", "acme/tools/debian/bookworm/hello_1.1_amd64.deb"])).ExitCode.ShouldBe(4);
        (await RunAsync(["list", "acme/tools"])).Output.ShouldNotContain("hello_1.1");
    }

    [Fact]
    public async Task Exit_codes_tell_a_ci_job_what_went_wrong()
    {
        await RunAsync(["login", server.Url, "--token-stdin"], server.Token);
        await WriteAsync(Samples.Deb("1.0"));
        await RunAsync(["push", "team/packages/debian/bookworm", folder["hello_1.0_amd64.deb"]]);

        await WriteAsync(Samples.Deb("1.0") with { Description = "other bytes" });
        (await RunAsync(["push", "team/packages/debian/bookworm", folder["hello_1.0_amd64.deb"]])).ExitCode.ShouldBe(5);
        await File.WriteAllTextAsync(folder["bad_1.0_all.deb"], "not a package");
        (await RunAsync(["push", "team/packages/debian/bookworm", folder["bad_1.0_all.deb"]])).ExitCode.ShouldBe(7);
        (await RunAsync(["push", "team/nothing/debian/bookworm", folder["hello_1.0_amd64.deb"]])).ExitCode.ShouldBe(4);
        (await RunAsync(["push", "team/packages/debian/bookworm", folder["missing.deb"]])).ExitCode.ShouldBe(2);
        (await RunAsync(["repo", "list", "--url", "http://127.0.0.1:9"])).ExitCode.ShouldBe(6);
        server.Kill();
        (await RunAsync(["repo", "list"])).ExitCode.ShouldBe(6);
        await server.StartAgainAsync();
    }

    [Fact]
    public async Task A_token_is_made_used_by_a_job_and_revoked()
    {
        await RunAsync(["login", server.Url, "--token-stdin"], server.Token);
        var token = (await RunAsync(["token", "create", "ci", "--scope", "push", "--repository", "team/packages"])).Output.Trim();
        var job = new Dictionary<string, string?> { ["SLIPWAY_URL"] = server.Url, ["SLIPWAY_TOKEN"] = token };
        await WriteAsync(Samples.Deb("1.0"));

        (await RunAsync(["push", "team/packages/debian/bookworm", folder["hello_1.0_amd64.deb"]], environment: job)).ExitCode.ShouldBe(0);
        (await RunAsync(["repo", "create", "team/more"], environment: job)).ExitCode.ShouldBe(3);
        using var list = JsonDocument.Parse((await RunAsync(["token", "list", "--json"])).Output);
        var id = list.RootElement.EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == "ci").GetProperty("id").GetInt64();
        (await RunAsync(["token", "revoke", id.ToString()])).ExitCode.ShouldBe(0);
        (await RunAsync(["push", "team/packages/debian/bookworm", folder["hello_1.0_amd64.deb"]], environment: job)).ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task A_key_is_made_and_exported()
    {
        await RunAsync(["login", server.Url, "--token-stdin"], server.Token);
        (await RunAsync(["key", "create", "Acme <packages@acme.example>", "--algorithm", "ed25519"])).ExitCode.ShouldBe(0);
        (await RunAsync(["key", "list"])).Output.ShouldContain("ed25519");
        (await RunAsync(["key", "export"])).Output.ShouldStartWith("-----BEGIN PGP PUBLIC KEY BLOCK-----");
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Dispose();
    }

    Task WriteAsync(DebBuilder package) => File.WriteAllBytesAsync(folder[package.FileName], package.Build());

    Task<ToolResult> RunAsync(string[] arguments, string? input = null, Dictionary<string, string?>? environment = null) => Tool.TryAsync(new ToolCall(Build.Cli, arguments)
    {
        Input = input,
        Environment = new Dictionary<string, string?>(environment ?? []) { ["XDG_CONFIG_HOME"] = folder["config"] },
    });
}
