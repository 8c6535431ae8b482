using System.Security.Cryptography;
using System.Text;
using Slipway.Formats.Ssh;
using Slipway.KnownHosts.Scanning;
using Slipway.Testing;

namespace Slipway.KnownHosts.Tests.Scanning;

public sealed class ScannerTests
{
    static readonly Scanner Scanner = new(ProbeLimits.Default, TimeProvider.System);

    [Fact]
    public async Task Every_kind_of_key_is_proven_by_its_signature()
    {
        await using var sshd = await Sshd.StartAsync("ed25519", "ecdsa", "ecdsa384", "ecdsa521", "rsa");

        var seen = await LookAsync(sshd.Host);

        seen.IsComplete.ShouldBeTrue();
        seen.Keys.Select(key => $"{key.Type} {key.Base64}").ShouldBe(Enumerable.Range(0, 5).Select(i => sshd.PublicKey($"key{i}")), ignoreOrder: true);
        seen.Version!.ShouldStartWith("SSH-2.0-OpenSSH");
    }

    [Theory, InlineData("curve25519-sha256"), InlineData("ecdh-sha2-nistp256"), InlineData("ecdh-sha2-nistp384"), InlineData("ecdh-sha2-nistp521"), InlineData("diffie-hellman-group14-sha256"), InlineData("diffie-hellman-group16-sha512")]
    public async Task Each_way_of_exchanging_keys_comes_to_its_end(string exchange)
    {
        await using var sshd = await Sshd.StartAsync("ed25519");
        await sshd.RunAsync(["key0"], $"KexAlgorithms {exchange}");
        (await LookAsync(sshd.Host)).Keys.ShouldHaveSingleItem().Base64.ShouldBe(sshd.PublicKey("key0").Split(' ')[1]);
    }

    [Fact]
    public async Task A_host_certificate_is_seen_with_its_authority()
    {
        await using var sshd = await Sshd.StartAsync("ed25519");
        await sshd.MakeKeyAsync("ca", "ecdsa");
        await Tool.RunAsync("ssh-keygen", "-q", "-s", Path.Combine(sshd.Folder, "ca"), "-h", "-I", "web1", "-n", "127.0.0.1,web1.example.org", "-V", "-1h:+1h", Path.Combine(sshd.Folder, "key0.pub"));
        await sshd.RunAsync(["key0"], $"HostCertificate {sshd.Folder}/key0-cert.pub");

        var certificate = (await LookAsync(sshd.Host)).Keys.Single(key => key.Certificate is not null).Certificate!;

        $"{certificate.Key.Type} {certificate.Key.Base64}".ShouldBe(sshd.PublicKey("key0"));
        $"{certificate.Authority.Type} {certificate.Authority.Base64}".ShouldBe(sshd.PublicKey("ca"));
        certificate.WhyNot("web1.example.org", DateTimeOffset.UtcNow).ShouldBeNull();
        certificate.WhyNot("other.example.org", DateTimeOffset.UtcNow)!.ShouldContain("only");
        certificate.WhyNot("web1.example.org", DateTimeOffset.UtcNow.AddHours(2)).ShouldBe("it has expired");
    }

    [Fact]
    public async Task A_host_that_is_down_is_told_and_the_others_are_seen()
    {
        await using var sshd = await Sshd.StartAsync("ed25519", "rsa");
        await using var down = await Sshd.StartAsync("ed25519");
        await down.StopAsync();

        var seen = await Scanner.ScanAsync(VantagePoint.Here, [down.Host, sshd.Host, new("no-such-host.invalid")], KeyAlgorithms.Kinds, default);

        seen.Select(one => one.Keys.Count).ShouldBe([0, 2, 0]);
        seen[0].Faults.ShouldHaveSingleItem().Fault.ShouldBe(ProbeFault.Unreachable);
        seen[2].Faults.ShouldHaveSingleItem().Fault.ShouldBe(ProbeFault.Unknown);
    }

    [Fact]
    public async Task A_server_that_never_answers_costs_its_time_limit_and_no_more()
    {
        await using var silent = new BadServer((_, ct) => Task.Delay(Timeout.Infinite, ct));
        var scanner = new Scanner(new ProbeLimits { Timeout = TimeSpan.FromMilliseconds(300) }, TimeProvider.System);
        var seen = (await scanner.ScanAsync(VantagePoint.Here, [silent.Host], KeyAlgorithms.Kinds, default))[0];
        seen.Faults.ShouldHaveSingleItem().Fault.ShouldBe(ProbeFault.TimedOut);
        silent.Connections.ShouldBe(1);
    }

    [Theory, InlineData("HTTP/1.1 400 Bad Request\r\n\r\n"), InlineData("SSH-1.5-old\r\n"), InlineData("SSH-2.0-x\r\nnot a packet at all, is it?"), InlineData("\0\0\0\0\n")]
    public async Task Garbage_is_told_as_such(string garbage)
    {
        await using var bad = new BadServer(async (stream, ct) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(garbage), ct);
            await Task.Delay(200, ct);
        });
        var fault = (await LookAsync(bad.Host)).Faults.ShouldHaveSingleItem().Fault;
        (fault is ProbeFault.NotSsh or ProbeFault.Closed).ShouldBeTrue();
    }

    [Fact]
    public async Task Endless_garbage_is_cut_off()
    {
        await using var bad = new BadServer(async (stream, ct) =>
        {
            var line = Encoding.ASCII.GetBytes(new string('x', 900) + "\r\n");
            while (!ct.IsCancellationRequested)
            {
                await stream.WriteAsync(line, ct);
            }
        });
        (await LookAsync(bad.Host)).Faults.ShouldHaveSingleItem().Fault.ShouldBe(ProbeFault.NotSsh);
    }

    [Fact]
    public async Task A_server_that_shows_anothers_key_is_not_believed()
    {
        // It relays the real server's key in its own exchange, and signs with nothing: ssh-keyscan would print that key.
        await using var sshd = await Sshd.StartAsync("ed25519");
        var stolen = SshHostKey.Parse("ssh-ed25519", sshd.PublicKey("key0").Split(' ')[1]);
        await using var impostor = new BadServer((stream, ct) => ShowAsync(stream, stolen, ct));

        var seen = await LookAsync(impostor.Host);
        var scanned = await Tool.TryAsync("ssh-keyscan", "-t", "ed25519", "-p", $"{impostor.Host.Port}", "127.0.0.1");

        seen.Keys.ShouldBeEmpty();
        seen.Faults.ShouldHaveSingleItem().Fault.ShouldBe(ProbeFault.NotProven);
        scanned.Output.ShouldContain(stolen.Base64);
    }

    [Fact]
    public async Task Five_hundred_hosts_with_three_kinds_of_keys_are_all_seen()
    {
        await using var sshd = await Sshd.StartAsync("ed25519", "ecdsa", "rsa");
        var hosts = Enumerable.Range(0, 500).Select(i => new HostAddress($"127.0.{1 + (i / 250)}.{1 + (i % 250)}", sshd.Port)).ToList();
        var seen = await new Scanner(ProbeLimits.Default with { Timeout = TimeSpan.FromSeconds(60) }, TimeProvider.System).ScanAsync(VantagePoint.Here, hosts, KeyAlgorithms.PlainKinds, default);
        seen.Count(one => one.IsComplete && one.Keys.Count == 3).ShouldBe(500);
    }

    static async Task<HostSighting> LookAsync(HostAddress host) => (await Scanner.ScanAsync(VantagePoint.Here, [host], KeyAlgorithms.Kinds, default))[0];

    static async Task ShowAsync(Stream stream, SshHostKey key, CancellationToken ct)
    {
        var wire = new SshWire(stream);
        var init = new SshKexInit(["ecdh-sha2-nistp256"], ["ssh-ed25519"], ["aes128-ctr"], ["aes128-ctr"], ["hmac-sha2-256"], ["hmac-sha2-256"], false);
        await wire.WriteVersionAsync(init.Write(new byte[16]), ct);
        await wire.ReadVersionAsync(ct);
        await wire.ReadAsync(ct);
        await wire.ReadAsync(ct);
        using var ecdh = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = ecdh.ExportParameters(false).Q;
        var signature = new SshWriter().Text("ssh-ed25519").String(RandomNumberGenerator.GetBytes(64)).ToArray();
        await wire.WriteAsync(new SshWriter().Byte(31).String(key.Blob).String([4, .. point.X!, .. point.Y!]).String(signature).ToArray(), ct);
        await Task.Delay(300, ct);
    }
}
