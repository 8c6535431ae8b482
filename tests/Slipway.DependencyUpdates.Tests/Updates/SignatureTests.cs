using System.Security.Cryptography;
using System.Text;
using Slipway.DependencyUpdates.Tests.Sites;
using Slipway.DependencyUpdates.Updates.Checking;
using Slipway.DependencyUpdates.Updates.Preparing;

namespace Slipway.DependencyUpdates.Tests.Updates;

/// <summary>Keys of the configuration, against signatures that gpg made.</summary>
public sealed class SignatureTests
{
    static readonly byte[] s_archive = Encoding.ASCII.GetBytes("the archive of 1.1");

    static string Definition(Site site) => $"name 'thing'\ndefault_version '1.0'\nsource url: \"{site.Url}/pub/thing-#{{version}}.tar.gz\",\n       sha256: '{new string('0', 64)}'\n";

    static Site Upstream() => new Site().Page("/pub/", "<pre><a href=\"thing-1.0.tar.gz\">thing-1.0.tar.gz</a> 01-Jan-2020 10:00 1\n<a href=\"thing-1.1.tar.gz\">thing-1.1.tar.gz</a> 01-Jan-2021 10:00 1\n</pre>", "text/html").Page("/pub/thing-1.1.tar.gz", s_archive);

    [Fact]
    public async Task An_update_whose_archive_the_named_key_did_not_sign_is_refused()
    {
        using var site = Upstream();
        using var key = await UpstreamKey.MakeAsync();
        using var stranger = await UpstreamKey.MakeAsync();
        site.Page("/pub/thing-1.1.tar.gz.asc", await stranger.SignAsync(s_archive));
        using var world = await new World().WithAsync(("slipway-deps.yml", "version: 1\ncooldown: 0\ncomponents:\n  thing: {signed-by: keys/thing.asc}\n"), ("keys/thing.asc", key.Armored), ("config/software/thing.rb", Definition(site)));
        var refused = (await world.PrepareAsync()).ShouldHaveSingleItem().ShouldBeOfType<PreparedUpdate.Refused>();
        refused.Code.ShouldBe("deps.bad-signature");
        site.Page("/pub/thing-1.1.tar.gz.asc", await key.SignAsync(s_archive));
        var ready = (await world.PrepareAsync()).ShouldHaveSingleItem().ShouldBeOfType<PreparedUpdate.Ready>();
        ready.Body.ShouldContain("Upstream's signature agrees");
        Encoding.UTF8.GetString(ready.Files.ShouldHaveSingleItem().After).ShouldContain(Convert.ToHexStringLower(SHA256.HashData(s_archive)));
    }

    [Fact]
    public async Task A_repository_that_is_not_signed_by_its_key_is_not_believed()
    {
        using var key = await UpstreamKey.MakeAsync();
        using var stranger = await UpstreamKey.MakeAsync();
        using var site = new Site();
        var packages = Encoding.ASCII.GetBytes("Package: hello\nVersion: 1.10-1\nArchitecture: amd64\nFilename: pool/hello.deb\nSize: 1\nSHA256: " + new string('a', 64) + "\n\n");
        var release = Encoding.ASCII.GetBytes($"Suite: stable\nSHA256:\n {Convert.ToHexStringLower(SHA256.HashData(packages))} {packages.Length} main/binary-amd64/Packages\n");
        site.Page("/dists/stable/main/binary-amd64/Packages", packages).Page("/dists/stable/InRelease", await stranger.ClearSignAsync(release));
        using var world = await new World().WithAsync(
            ("slipway-deps.yml", $$"""
                version: 1
                cooldown: 0
                repository-keys: {"{{site.Url}}/": keys/archive.asc}
                patterns:
                  - {files: hello.env, pattern: "HELLO=(?<version>.*)", name: hello, datasource: debian, registry: "{{site.Url}}", suite: stable}

                """), ("keys/archive.asc", key.Armored), ("hello.env", "HELLO=1.9-1\n"));
        (await world.CheckAsync()).ShouldHaveSingleItem().ShouldBeOfType<CheckResult.Failed>().Code.ShouldBe("deps.bad-signature");
        site.Page("/dists/stable/InRelease", await key.ClearSignAsync(release));
        (await world.CheckAsync()).ShouldHaveSingleItem().ShouldBeOfType<CheckResult.Newer>().Ready.ShouldHaveSingleItem().Value.ShouldBe("1.10-1");
    }
}
