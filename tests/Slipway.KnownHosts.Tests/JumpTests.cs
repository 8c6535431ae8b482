using System.Text.Json.Nodes;
using Slipway.Testing;

namespace Slipway.KnownHosts.Tests;

/// <summary>Over another host, by the real ssh, and logins by the real ssh-agent.</summary>
public sealed class JumpTests : IAsyncLifetime
{
    readonly TempFolder folder = new();
    Sshd host = null!;
    Sshd jump = null!;

    public async ValueTask InitializeAsync()
    {
        (host, jump) = (await Sshd.StartAsync("ed25519", "ed25519", "rsa"), await Sshd.StartAsync("ed25519"));
        await host.MakeKeyAsync("login", "ed25519");
        await System.IO.File.WriteAllTextAsync(Path.Combine(host.Folder, "authorized_keys"), host.PublicKey("login") + "\n");
        await jump.RunAsync(["key0"], $"AuthorizedKeysFile {host.Folder}/authorized_keys");
        await host.RunAsync(["key0", "key2"], $"AuthorizedKeysFile {host.Folder}/authorized_keys");
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await jump.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_host_is_seen_over_another_one_whose_own_key_is_known()
    {
        await SetUpAsync(jump.PublicKey("key0"));
        var seen = await RunAsync("scan");
        seen.ExitCode.ShouldBe(0, seen.Output + seen.Error);
        seen.Output.ShouldBe($"{host.Host} {host.PublicKey("key0")}\n{host.Host} {host.PublicKey("key2")}\n");
    }

    [Fact]
    public async Task Nothing_is_seen_over_a_host_that_shows_another_key()
    {
        await SetUpAsync(host.PublicKey("key1"));
        var seen = await RunAsync("scan");
        seen.ExitCode.ShouldBe(1);
        seen.Output.ShouldBeEmpty();
        seen.Error.ShouldContain("from bastion");
    }

    [Fact]
    public async Task A_key_with_a_passphrase_logs_in_out_of_the_agent()
    {
        await Tool.RunAsync("ssh-keygen", "-q", "-p", "-P", "", "-N", "secret words", "-f", Path.Combine(host.Folder, "login"));
        await host.RunAsync(["key0", "key1", "key2"], $"AuthorizedKeysFile {host.Folder}/authorized_keys"); // key1 is hidden behind key0
        await System.IO.File.WriteAllTextAsync(folder["known_hosts"], $"{host.Host} {host.PublicKey("key0")}\n");
        await System.IO.File.WriteAllTextAsync(folder["known_hosts.policy.json"], new JsonObject
        {
            ["vantageMinimum"] = 1,
            ["hosts"] = new JsonObject { [host.Host.ToString()] = new JsonObject { ["login"] = new JsonObject { ["user"] = Environment.UserName, ["key"] = "agent" } } },
        }.ToJsonString());
        await System.IO.File.WriteAllTextAsync(folder["ask"], "#!/bin/sh\necho 'secret words'\n");
        System.IO.File.SetUnixFileMode(folder["ask"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var none = await RunAsync("update");
        none.Output.ShouldContain("ssh-agent is not running");

        // The agent ends with the shell that it runs.
        var script = $"SSH_ASKPASS_REQUIRE=force SSH_ASKPASS='{folder["ask"]}' ssh-add -q '{host.Folder}/login' && exec '{Build.Cli}' known-hosts update -f known_hosts";
        var result = await Tool.TryAsync(new ToolCall("ssh-agent", ["sh", "-c", script]) { WorkingDirectory = folder.Path });
        result.ExitCode.ShouldBe(0, result.Output + result.Error);
        (await System.IO.File.ReadAllTextAsync(folder["known_hosts"])).ShouldContain(host.PublicKey("key1"));
    }

    async Task SetUpAsync(string jumpKey)
    {
        await System.IO.File.WriteAllTextAsync(folder["jump_known"], $"[127.0.0.1]:{jump.Port} {jumpKey}\n");
        await System.IO.File.WriteAllTextAsync(folder["config"], $"Host *\n  IdentityFile {host.Folder}/login\n  IdentitiesOnly yes\n  IdentityAgent none\n  UserKnownHostsFile {folder["jump_known"]}\n  GlobalKnownHostsFile /dev/null\n");
        Directory.CreateDirectory(folder["bin"]);
        // The real ssh, with this test's settings instead of the machine's.
        await System.IO.File.WriteAllTextAsync(folder["bin", "ssh"], $"#!/bin/sh\nexec /usr/bin/ssh -F '{folder["config"]}' \"$@\"\n");
        System.IO.File.SetUnixFileMode(folder["bin", "ssh"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await System.IO.File.WriteAllTextAsync(folder["known_hosts"], $"{host.Host} {host.PublicKey("key0")}\n");
        await System.IO.File.WriteAllTextAsync(folder["known_hosts.policy.json"], new JsonObject
        {
            ["vantages"] = new JsonArray(new JsonObject { ["name"] = "bastion", ["via"] = $"ssh://{Environment.UserName}@127.0.0.1:{jump.Port}" }),
        }.ToJsonString());
    }

    Task<ToolResult> RunAsync(string verb) => Tool.TryAsync(new ToolCall(Build.Cli, ["known-hosts", verb, "-f", "known_hosts"])
    {
        WorkingDirectory = folder.Path,
        Environment = new Dictionary<string, string?> { ["PATH"] = $"{folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}", ["SSH_AUTH_SOCK"] = null },
    });
}
