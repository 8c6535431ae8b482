using System.Security.Cryptography;
using Slipway.KnownHosts.Dns;
using Slipway.KnownHosts.Sources;
using Slipway.KnownHosts.Trust;

namespace Slipway.KnownHosts.Tests.Trust;

/// <summary>SSHFP records of zones that a real name server signed.</summary>
public sealed class SignedDnsTests : IAsyncLifetime
{
    readonly SignedZones zones = new();

    static byte[] Digest { get; } = SHA256.HashData("a key"u8);

    static string Records => $"host SSHFP 4 2 {Convert.ToHexString(Digest)}\nalias CNAME host\n*.wild SSHFP 4 2 {Convert.ToHexString(Digest)}\nempty A 127.0.0.1";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => zones.DisposeAsync();

    Task<Testimony> AskAsync(string host = "host.test", string? anchor = null) =>
        new SshfpSource(new(() => new DnsValidator(DnsResolver.Of(zones.Resolver), [anchor ?? zones.Anchor], TimeProvider.System))).AskAsync(new HostAddress(host), default);

    [Theory, InlineData("ECDSAP256SHA256"), InlineData("ECDSAP384SHA384"), InlineData("ED25519"), InlineData("RSASHA256"), InlineData("RSASHA512")]
    public async Task A_record_is_proven_up_to_the_root(string algorithm)
    {
        await zones.StartAsync(Records, algorithm);
        foreach (var host in (string[])["host.test", "HOST.test", "alias.test"])
        {
            var word = await AskAsync(host.ToLowerInvariant());
            word.Fault.ShouldBeNull();
            word.Fingerprints.ShouldBe(["SHA256:" + Convert.ToBase64String(Digest).TrimEnd('=')]);
        }
    }

    [Fact]
    public async Task A_record_that_was_changed_behind_its_signature_says_nothing()
    {
        await zones.StartAsync(Records, "ECDSAP256SHA256");
        var text = Convert.ToHexString(Digest);
        await zones.TamperAsync(text[..56], "00000000" + text[8..56]);
        await ShouldBeSilentAsync("a signature is wrong");
    }

    [Fact]
    public async Task A_zone_that_is_not_signed_says_nothing()
    {
        await zones.StartAsync(Records, null);
        await ShouldBeSilentAsync("it is not signed");
    }

    [Fact]
    public async Task A_signature_of_yesterday_says_nothing()
    {
        await zones.StartAsync(Records, "ECDSAP256SHA256", "-s", "now-172800", "-e", "now-86400");
        await ShouldBeSilentAsync("is not proven");
    }

    [Fact]
    public async Task A_root_that_is_not_the_trusted_one_says_nothing()
    {
        await zones.StartAsync(Records, "ECDSAP256SHA256");
        await ShouldBeSilentAsync("not those for which its parent vouches", ". IN DS 20326 8 2 E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D");
    }

    [Theory, InlineData("a.wild.test", "a signature is wrong"), InlineData("empty.test", "There is none"), InlineData("nobody.test", "There is none"), InlineData("127.0.0.1", "An address has no records")]
    public async Task What_is_not_there_or_comes_from_a_wildcard_says_nothing(string host, string why)
    {
        await zones.StartAsync(Records, "ECDSAP256SHA256");
        var word = await AskAsync(host);
        word.Fingerprints.ShouldBeEmpty();
        word.Fault!.ShouldContain(why);
    }

    [Fact]
    public async Task A_name_server_that_is_not_there_says_nothing()
    {
        var word = await new SshfpSource(new(() => new DnsValidator(DnsResolver.Of("127.0.0.1:1"), [], TimeProvider.System))).AskAsync(new HostAddress("host.test"), default);
        word.Fault!.ShouldContain("can't be asked");
    }

    async Task ShouldBeSilentAsync(string why, string? anchor = null)
    {
        var word = await AskAsync(anchor: anchor);
        word.Fingerprints.ShouldBeEmpty();
        word.Fault!.ShouldContain(why);
    }
}
