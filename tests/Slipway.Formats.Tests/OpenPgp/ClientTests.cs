using System.Security.Cryptography;
using System.Text;
using Slipway.Testing;

namespace Slipway.Formats.Tests.OpenPgp;

/// <summary>The programs that users verify with.</summary>
public sealed class ClientTests
{
    [Theory]
    [InlineData("rsa4096")]
    [InlineData("ed25519")]
    public async Task Apt_accepts_an_InRelease_signed_by_the_key(string algorithm)
    {
        var (exit, output) = await UpdateAsync(algorithm, text => text);
        exit.ShouldBe(0, output);
        output.ShouldNotContain("W:");
    }

    [Fact]
    public async Task Apt_refuses_an_InRelease_that_was_changed()
    {
        var (exit, output) = await UpdateAsync("ed25519", text => text.Replace("Suite: stable", "Suite: stablf", StringComparison.Ordinal));
        exit.ShouldNotBe(0, output);
        output.ShouldContain("BADSIG");
    }

    [Theory]
    [InlineData("rsa4096")]
    [InlineData("ed25519")]
    public async Task Rpm_imports_the_public_key(string algorithm)
    {
        using var folder = new TempFolder();
        var key = SigningKeyTests.Key(algorithm);
        await File.WriteAllTextAsync(folder["key.asc"], key.ExportPublicArmored());
        await Tool.RunAsync("rpmkeys", "--dbpath", folder["db"], "--import", folder["key.asc"]);
        var known = await Tool.RunAsync("rpm", "--dbpath", folder["db"], "-q", "gpg-pubkey");
        known.ShouldContain(key.Fingerprint[^8..].ToLowerInvariant());
    }

    static async Task<(int Exit, string Output)> UpdateAsync(string algorithm, Func<string, string> change)
    {
        using var folder = new TempFolder();
        var key = SigningKeyTests.Key(algorithm);
        foreach (var name in new[] { "root/etc/apt/sources.list.d", "root/var/lib/apt/lists/partial", "root/var/lib/dpkg", "root/var/cache/apt/archives/partial", "repo/dists/stable/main/binary-amd64" })
            Directory.CreateDirectory(folder[name]);
        await File.WriteAllTextAsync(folder["root/var/lib/dpkg/status"], "");
        var packages = "Package: hello\nVersion: 1\nArchitecture: amd64\nFilename: hello.deb\nSize: 1\nSHA256: 00\nDescription: x\n\n"u8.ToArray();
        await File.WriteAllBytesAsync(folder["repo/dists/stable/main/binary-amd64/Packages"], packages);
        var release = $"""
            Origin: Example
            Suite: stable
            Codename: stable
            Date: Wed, 04 Mar 2026 05:06:07 UTC
            Architectures: amd64
            Components: main
            SHA256:
             {Convert.ToHexStringLower(SHA256.HashData(packages))} {packages.Length} main/binary-amd64/Packages

            """;
        var signed = key.ClearSign(Encoding.UTF8.GetBytes(release), Gpg.At);
        await File.WriteAllTextAsync(folder["repo/dists/stable/InRelease"], change(Encoding.UTF8.GetString(signed)));
        await File.WriteAllTextAsync(folder["key.asc"], key.ExportPublicArmored());
        await File.WriteAllTextAsync(folder["root/etc/apt/sources.list"], $"deb [signed-by={folder["key.asc"]}] copy:{folder["repo"]} stable main\n");
        var result = await Tool.TryAsync(
            "apt-get", "-o", $"Dir={folder["root"]}", "-o", $"Dir::State::status={folder["root/var/lib/dpkg/status"]}", "-o", "APT::Architecture=amd64", "-o", "APT::Architectures::=amd64", "-o", "APT::Sandbox::User=root", "update");
        return (result.ExitCode, result.Output + result.Error);
    }
}
