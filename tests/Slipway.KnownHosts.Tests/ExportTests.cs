using System.Text.Json.Nodes;
using Slipway.Testing;

namespace Slipway.KnownHosts.Tests;

/// <summary>The file for other programs, and what it should not have.</summary>
public sealed class ExportTests : IDisposable
{
    const string Key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, InlineData("ed25519"), InlineData("ecdsa"), InlineData("rsa")]
    public async Task Records_for_dns_are_those_of_ssh_keygen(string type)
    {
        await Tool.RunAsync("ssh-keygen", "-q", "-t", type, "-N", "", "-f", folder["key"]);
        var key = string.Join(' ', (await System.IO.File.ReadAllTextAsync(folder["key.pub"])).Split(' ')[..2]);
        await WriteAsync($"git.example.org,[git.example.org]:2222,192.0.2.1 {key}\n@revoked old.example.org {Key}\n|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= {key}\n*.example.net {key}\n");
        var peer = (await Tool.RunAsync("ssh-keygen", "-r", "git.example.org", "-f", folder["key.pub"])).Split('\n').Where(line => line.Split(' ') is [_, _, _, _, "2", ..]);
        (await RunAsync("export", "--format", "sshfp")).Output.ShouldBe(string.Concat(peer.Select(line => line + "\n")));
    }

    [Fact]
    public async Task Revoked_keys_are_a_file_that_ssh_takes()
    {
        await using var sshd = await Sshd.StartAsync("ed25519");
        var key = sshd.PublicKey("key0");
        await WriteAsync($"@revoked a.example.org {key}\n@revoked b.example.org {key}\nc.example.org {Key}\n");
        var revoked = (await RunAsync("export", "--format", "revoked")).Output;
        revoked.ShouldBe(key + "\n");
        await System.IO.File.WriteAllTextAsync(folder["revoked"], revoked);
        await System.IO.File.WriteAllTextAsync(folder["trusted"], $"{sshd.Host} {key}\n");
        var result = await Tool.TryAsync("ssh", "-F", "none", "-o", "BatchMode=yes", "-o", $"UserKnownHostsFile={folder["trusted"]}", "-o", $"RevokedHostKeys={folder["revoked"]}", "-p", $"{sshd.Port}", "127.0.0.1", "true");
        result.Error.ShouldContain("revoked");
    }

    [Fact]
    public async Task Json_has_every_key_with_its_marker()
    {
        await WriteAsync($"# a comment\na.example.org {Key}\n@revoked b.example.org {Key}\n@cert-authority *.example.org {Key}\n");
        var all = JsonNode.Parse((await RunAsync("export", "--format", "json")).Output)!.AsArray();
        all.Select(one => one!["marker"]?.GetValue<string>()).ShouldBe([null, "revoked", "cert-authority"]);
        all[0]!["fingerprint"]!.GetValue<string>().ShouldStartWith("SHA256:");
    }

    [Fact]
    public async Task What_the_project_uses_and_what_the_file_has_are_held_against_each_other()
    {
        await WriteAsync($"127.0.0.1 {Key}\n[127.0.0.1]:1 {Key}\n");
        await System.IO.File.WriteAllTextAsync(folder["known_hosts.policy.json"], """{ "vantageMinimum": 1 }""");
        await System.IO.File.WriteAllTextAsync(folder[".custom_sources.yml"], "tool:\n  remote: git@dev.example.org:group/tool.git\n  security: ssh://git@127.0.0.1:2222/security/tool.git\n");
        var result = await RunAsync("check", "[127.0.0.1]:1", "--uses", ".", "-T", "2");
        result.Error.ShouldContain(".custom_sources.yml reaches dev.example.org, and known_hosts has no key of it.");
        result.Error.ShouldContain(".custom_sources.yml reaches [127.0.0.1]:2222, and known_hosts has no key of it.");
        result.Error.ShouldNotContain("nothing in . reaches it");
        await WriteAsync($"unused.example.org {Key}\n[127.0.0.1]:1 {Key}\n");
        (await RunAsync("check", "[127.0.0.1]:1", "--uses", ".", "-T", "2")).Error.ShouldContain("known_hosts has unused.example.org, and nothing in . reaches it by SSH.");
    }

    Task WriteAsync(string text) => System.IO.File.WriteAllTextAsync(folder["known_hosts"], text);

    Task<ToolResult> RunAsync(params string[] arguments) => Tool.TryAsync(new ToolCall(Build.Cli, ["known-hosts", arguments[0], "-f", "known_hosts", .. arguments[1..]]) { WorkingDirectory = folder.Path });
}
