using System.Text;
using Slipway.Formats;
using Slipway.Formats.Ssh;
using Slipway.KnownHosts;
using Slipway.KnownHosts.Dns;
using Slipway.KnownHosts.File;
using Slipway.KnownHosts.Scanning;
using Slipway.KnownHosts.Sources;
using Slipway.KnownHosts.Trust;

namespace Slipway.Fuzz;

/// <summary>What servers, name servers, pages and files give to host key upkeep.</summary>
static class KnownHostsTargets
{
    static readonly byte[] s_ed25519 = new SshWriter().Text("ssh-ed25519").String(new byte[32]).ToArray();
    static readonly byte[] s_kexInit = new SshKexInit(["ecdh-sha2-nistp256"], ["ssh-ed25519"], ["aes128-ctr"], ["aes128-ctr"], ["hmac-sha2-256"], ["hmac-sha2-256"], false).Write(new byte[16]);

    public static IEnumerable<FuzzTarget> All =>
    [
        Target("ssh-host-key", [s_ed25519, Certificate()], data => SshHostKey.Parse(data)),
        Target("ssh-kex-init", [s_kexInit], data => SshKexInit.Parse(data)),
        Target("ssh-signed-file", [SignedFile()], data => SshSignedFile.Parse(Encoding.Latin1.GetString(data)).Verify("a file"u8)),
        Target("ssh-private-key", [PrivateKey()], data => SshPrivateKey.Parse(Encoding.Latin1.GetString(data))),
        Target("ssh-allowed-signers", [Encoding.ASCII.GetBytes($"ann@example.org namespaces=\"a,b\",valid-before=\"20300101\" ssh-ed25519 {Convert.ToBase64String(s_ed25519)}\n")], data => AllowedSigners.Parse(Encoding.Latin1.GetString(data))),
        Target("known-hosts-file", [KnownHostsLines()], Edit) with { ReadsAnything = true },
        Target("known-hosts-evidence", [Evidence()], data => Own(() => Ledger.Parse(data))),
        Target("known-hosts-policy", [Encoding.UTF8.GetBytes("""{"vantageMinimum":1,"hosts":{"example.org":{"sources":[{"kind":"list","url":"https://example.org/"}],"compromised":["SHA256:x"]}}}""")], data => Own(() => Policy.Parse(data))),
        Target("known-hosts-github-meta", [Encoding.UTF8.GetBytes("""{"ssh_keys":["ssh-ed25519 AAAA"],"ssh_key_fingerprints":{"SHA256_RSA":"x"}}""")], data => Own(() => ListForms.GitHub(data))),
        Target("known-hosts-page", [Encoding.UTF8.GetBytes("<td>SHA256:" + new string('a', 43) + "</td>")], data => ListForms.Page(data)) with { ReadsAnything = true },
        Target("known-hosts-uses", [Encoding.UTF8.GetBytes("remote: git@dev.example.org:group/x.git\nurl: ssh://git@[::1]:2222/x ssh://h:22/\n")], data => _ = HostUses.Of(Encoding.UTF8.GetString(data)).Count()) with { ReadsAnything = true },
        Target("dns-answer", [DnsAnswer()], data => DnsMessage.Parse(data)),
        Target("dns-signature", [[0, 44, 13, 2, 0, 0, 1, 44, 0, 0, 0, 2, 0, 0, 0, 1, 0, 9, 4, .. "test"u8, 0, .. new byte[64]]], data => DnsSignature.Parse(data)),
        new("ssh-server-talk", [[.. "SSH-2.0-x\r\n"u8, .. Packet(s_kexInit), .. Packet([31, 0, 0, 0, 51, .. s_ed25519, 0, 0, 0, 0, 0, 0, 0, 0])]], TalkAsync),
    ];

    static FuzzTarget Target(string name, IReadOnlyList<byte[]> seeds, Action<byte[]> run) => new(name, seeds, (data, _) =>
    {
        run(data);
        return Task.CompletedTask;
    });

    // What is refused in words of its own is refused.
    static void Own(Action run)
    {
        try
        {
            run();
        }
        catch (KnownHostsException refused)
        {
            throw new MalformedInputException(refused.Code, refused.Message);
        }
    }

    static void Edit(byte[] data)
    {
        var file = KnownHostsFile.Parse(data);
        if (!file.Write().AsSpan().SequenceEqual(data))
        {
            throw new InvalidOperationException("the file is not written as it was read");
        }

        var (host, key) = (new HostAddress("example.org"), SshHostKey.Parse(s_ed25519));
        var after = new KnownHostsEdit(file).Add(host, key).Result;
        if (!after.For(host).Any(entry => key.Equals(entry.Key)) && !file.Entries.Any(entry => entry.Patterns.Any(pattern => pattern.IsNegated)))
        {
            throw new InvalidOperationException("the key was not added");
        }
    }

    static async Task TalkAsync(byte[] data, CancellationToken ct)
    {
        try
        {
            await Handshake.RunAsync(new SshWire(new Talk(data)), KeyAlgorithms.Kinds, ct);
        }
        catch (ProbeException refused) when (refused.Fault != ProbeFault.NotProven) // which was read to its end: no fixed talk answers our half
        {
            throw new MalformedInputException("probe", refused.Message);
        }
        catch (ProbeException)
        {
        }
    }

    /// <summary>What the server says is there from the beginning; what is said to it goes nowhere.</summary>
    sealed class Talk(byte[] said) : MemoryStream(said)
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }

    static byte[] Packet(ReadOnlySpan<byte> message)
    {
        var padding = 12 - ((message.Length + 5 + 4) % 8);
        return [.. new SshWriter().UInt32((uint)(1 + message.Length + padding)).Byte((byte)padding).Raw(message).Raw(new byte[padding]).Written];
    }

    static byte[] Certificate() => new SshWriter().Text("ssh-ed25519-cert-v01@openssh.com").String(new byte[32]).String(new byte[32]).UInt64(1).UInt32(2).Text("id")
        .String(new SshWriter().Text("example.org").Written).UInt64(0).UInt64(ulong.MaxValue).String([]).String([]).String([]).String(s_ed25519)
        .String(new SshWriter().Text("ssh-ed25519").String(new byte[64]).Written).ToArray();

    static byte[] SignedFile()
    {
        var blob = new SshWriter().Raw("SSHSIG"u8).UInt32(1).String(s_ed25519).Text("test").String([]).Text("sha512").String(new SshWriter().Text("ssh-ed25519").String(new byte[64]).Written).ToArray();
        return Encoding.ASCII.GetBytes($"-----BEGIN SSH SIGNATURE-----\n{Convert.ToBase64String(blob)}\n-----END SSH SIGNATURE-----\n");
    }

    // Of zeros: nobody's.
    static byte[] PrivateKey()
    {
        var secret = new SshWriter().UInt32(7).UInt32(7).Text("ssh-ed25519").String(new byte[32]).String(new byte[64]).Text("").ToArray();
        var blob = new SshWriter().Raw("openssh-key-v1\0"u8).Text("none").Text("none").String([]).UInt32(1).String(s_ed25519).String(secret).ToArray();
        return Encoding.ASCII.GetBytes($"-----BEGIN OPENSSH PRIVATE KEY-----\n{Convert.ToBase64String(blob)}\n-----END OPENSSH PRIVATE KEY-----\n");
    }

    static byte[] KnownHostsLines() => Encoding.ASCII.GetBytes(
        $"# hosts\nexample.org,*.example.net,!a.example.net ssh-ed25519 {Convert.ToBase64String(s_ed25519)} c\n@revoked * ssh-rsa AAAA\n|1|{Convert.ToBase64String(new byte[20])}|{Convert.ToBase64String(new byte[20])} ssh-ed25519 AAAA\n");

    static byte[] Evidence()
    {
        var ledger = new Ledger();
        ledger.Note("example.org", SshHostKey.Parse(s_ed25519), KeyState.Trusted, DateTimeOffset.UnixEpoch, [new Evidence(EvidenceClass.PublishedList, "https://example.org/", DateTimeOffset.UnixEpoch)]);
        return ledger.Write();
    }

    static byte[] DnsAnswer() =>
        [0, 1, 0x81, 0, 0, 1, 0, 2, 0, 0, 0, 0, 4, .. "host"u8, 0, 0, 44, 0, 1, 0xc0, 12, 0, 44, 0, 1, 0, 0, 1, 44, 0, 6, 4, 2, 1, 2, 3, 4, 0xc0, 12, 0, 5, 0, 1, 0, 0, 1, 44, 0, 2, 0xc0, 12];
}
