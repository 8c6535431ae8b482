using System.Net;
using System.Net.Sockets;
using Slipway.Testing;

namespace Slipway.Upkeep.Tests;

/// <summary>What a project's files must not make a server do, with the server's own settings.</summary>
public sealed class HostileProjectTests
{
    [Fact]
    public async Task No_file_of_a_project_leads_the_server_into_its_own_networks_or_its_own_files()
    {
        using var trap = new TcpListener(IPAddress.Loopback, 0);
        trap.Start();
        var port = ((IPEndPoint)trap.LocalEndpoint).Port;
        var touched = trap.AcceptTcpClientAsync();
        using var outside = new TempFolder();
        await File.WriteAllTextAsync(outside["secret"], "top-secret-words");
        await using var server = await ServerProcess.StartAsync();
        using var own = await OwnProject.CreateAsync(server);
        await own.CommitAsync(
            ("support/known_hosts", $"[127.0.0.1]:{port} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\n[localhost]:{port} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl\n"),
            ("support/known_hosts.policy.json", $$"""
            {
              "vantageMinimum": 1, "resolver": "127.0.0.1:{{port}}",
              "vantages": [{"name": "a", "via": "ssh://-oProxyCommand=touch"}, {"name": "b", "via": "socks5://127.0.0.1:{{port}}"}],
              "hosts": {
                "[127.0.0.1]:{{port}}": {
                  "login": {"user": "root", "key": "{{outside["secret"]}}"},
                  "sources": [
                    {"kind": "list", "url": "https://127.0.0.1:{{port}}/x", "certificates": "{{outside["secret"]}}"},
                    {"kind": "statement", "file": "../../../../..{{outside["secret"]}}", "signers": "{{outside["secret"]}}"},
                    {"kind": "sshfp"}
                  ]
                }
              }
            }
            """),
            ("slipway-deps.yml", $$"""
            version: 1
            osv: {{outside.Path}}
            patterns:
              - {files: "*.env", pattern: "^A=(?<version>.*)$", name: a, datasource: git-tags, package: "http://127.0.0.1:{{port}}/a.git"}
              - {files: "*.env", pattern: "^B=(?<version>.*)$", name: b, datasource: git-tags, package: "git://127.0.0.1:{{port}}/b.git"}
              - {files: "*.env", pattern: "^C=(?<version>.*)$", name: c, datasource: git-tags, package: "{{outside.Path}}"}
              - {files: "*.env", pattern: "^D=(?<version>.*)$", name: d, datasource: listing, package: d, registry: "http://localhost:{{port}}/d/"}
              - {files: "*.env", pattern: "^E=(?<version>.*)$", name: e, datasource: git-tags, package: "ext::sh -c id% >&2"}
              - {files: "*.env", pattern: "^F=(?<version>.*)$", name: f, datasource: git-tags, package: "ssh://git@127.0.0.1:{{port}}/f.git"}
            """),
            ("tools.env", "A=1.0\nB=1.0\nC=1.0\nD=1.0\nE=1.0\nF=1.0\n"));
        await own.EnableAsync("known-hosts");
        await own.EnableAsync("deps");

        var hosts = await own.RunAsync("known-hosts");
        hosts.Run.State.ShouldBe("done", hosts.Log);
        hosts.Findings.Select(one => one.State).ShouldBe(["unseen", "unseen"]);
        hosts.Findings.ShouldAllBe(one => one.Lines.Any(line => line.Contains("not on the public internet", StringComparison.Ordinal)));
        hosts.Log.ShouldContain("vantage points are not used here");

        var deps = await own.RunAsync("deps");
        deps.Run.State.ShouldBe("done", deps.Log);
        deps.Findings.Count.ShouldBe(6, deps.Log);
        deps.Findings.ShouldAllBe(one => one.State == "failed");
        string.Join('\n', deps.Findings.SelectMany(one => one.Lines)).ShouldContain("deps.address-refused");
        deps.Log.ShouldContain("Advisories in a folder or file are not read here");

        touched.IsCompleted.ShouldBeFalse();
        (hosts.Log + deps.Log + string.Join('\n', hosts.Findings.Concat(deps.Findings).SelectMany(one => one.Lines)) + server.Log).ShouldNotContain("top-secret-words");
    }
}
