using Slipway.Formats;
using Slipway.Formats.Ssh;

namespace Slipway.KnownHosts.Scanning;

/// <summary>
/// Logs in to a host under a key of it that is trusted, and has it prove all the keys that it has, those that a key exchange never shows
/// among them (OpenSSH's PROTOCOL, 2.5: hostkeys-00@openssh.com, hostkeys-prove-00@openssh.com). No command is run there.
/// </summary>
static class HostSession
{
    const string Announcement = "hostkeys-00@openssh.com";
    const string Proof = "hostkeys-prove-00@openssh.com";
    const int MostKeys = 64;
    const int MostMessages = 64;

    /// <param name="trusted">Keys of which one must be the host's here; nobody is logged in to another.</param>
    /// <returns>All keys that it proved, and the one under which the session was.</returns>
    /// <exception cref="ProbeException">It did not come to its end.</exception>
    public static async Task<(SshHostKey Under, IReadOnlyList<SshHostKey> Keys)> AskAsync(
        Stream stream, IReadOnlyList<SshHostKey> trusted, string user, LoginKey login, CancellationToken ct)
    {
        var wire = new SshWire(stream);
        // RSA comes last where none is trusted: sshd proves its RSA keys without SHA-1 only to who says that it knows how.
        string[] kinds = [.. KeyAlgorithms.PlainKinds.Where(kind => trusted.Any(key => key.Type == kind)).Append("ssh-rsa").Distinct(StringComparer.Ordinal)];
        if (await Handshake.RunAsync(wire, kinds, ct) is not HandshakeOutcome.Proven proven || !trusted.Contains(proven.Key))
        {
            throw new ProbeException(ProbeFault.NotProven, "It showed no key that is trusted: nobody was logged in.");
        }

        try
        {
            await ProtectAsync(wire, proven.Secret, ct);
            await LogInAsync(wire, proven.Secret.ExchangeHash, user, login, ct);
            var announced = await AnnouncedAsync(wire, ct);
            return (proven.Key, await ProveAsync(wire, proven.Secret.ExchangeHash, announced, ct));
        }
        catch (MalformedInputException bad)
        {
            throw new ProbeException(ProbeFault.NotSsh, $"What it sends is not SSH: {bad.Message}");
        }
    }

    static async Task ProtectAsync(SshWire wire, SharedSecret secret, CancellationToken ct)
    {
        if (SshKexInit.Agree(Handshake.Ciphers, secret.Theirs.Ciphers) != GcmProtection.Name || SshKexInit.Agree(Handshake.Ciphers, secret.Theirs.CiphersBack) != GcmProtection.Name)
        {
            throw new ProbeException(ProbeFault.NothingInCommon, $"It does not encrypt with {GcmProtection.Name}.");
        }

        await wire.WriteAsync([21], ct);
        if (await wire.ReadAsync(ct) is not [21])
        {
            throw new ProbeException(ProbeFault.NotSsh, "It did not change to the new keys.");
        }

        wire.Protect(
            new GcmProtection(secret.Derive('C', GcmProtection.KeyLength), secret.Derive('A', GcmProtection.NonceLength)),
            new GcmProtection(secret.Derive('D', GcmProtection.KeyLength), secret.Derive('B', GcmProtection.NonceLength)));
    }

    // RFC 4252, 7.
    static async Task LogInAsync(SshWire wire, byte[] session, string user, LoginKey login, CancellationToken ct)
    {
        await wire.WriteAsync(new SshWriter().Byte(5).Text("ssh-userauth").ToArray(), ct);
        if (await wire.ReadAsync(ct) is not [6, ..])
        {
            throw new ProbeException(ProbeFault.Closed, "It lets nobody log in.");
        }

        var request = new SshWriter().Byte(50).Text(user).Text("ssh-connection").Text("publickey").Boolean(true).Text(login.Algorithm).String(login.Public.Blob).ToArray();
        var signature = await login.SignAsync(new SshWriter().String(session).Raw(request).ToArray(), ct);
        await wire.WriteAsync(new SshWriter().Raw(request).String(signature).ToArray(), ct);
        for (var messages = 0; messages < MostMessages; messages++)
        {
            switch ((await wire.ReadAsync(ct))[0])
            {
                case 52:
                    return;
                case 53: // a banner
                    continue;
                default:
                    throw new ProbeException(ProbeFault.Closed, $"It does not let {SshWire.Plain(user)} log in with the key {login.Public.Fingerprint}.");
            }
        }

        throw new ProbeException(ProbeFault.NotSsh, "It only shows banners.");
    }

    static async Task<IReadOnlyList<SshHostKey>> AnnouncedAsync(SshWire wire, CancellationToken ct)
    {
        for (var messages = 0; messages < MostMessages; messages++)
        {
            if (Read(await wire.ReadAsync(ct)) is { } keys)
            {
                return keys;
            }
        }

        throw new ProbeException(ProbeFault.NothingInCommon, "It does not tell its keys.");

        static List<SshHostKey>? Read(byte[] message)
        {
            var reader = new SshReader(message);
            if (reader.Byte() != 80 || reader.Name() != Announcement)
            {
                return null;
            }

            var keys = new List<SshHostKey>();
            for (reader.Boolean(); !reader.IsAtEnd && keys.Count < MostKeys;)
            {
                var blob = reader.String();
                try
                {
                    keys.Add(SshHostKey.Parse(blob));
                }
                catch (MalformedInputException)
                {
                    // Of a type that nobody trusts any more.
                }
            }

            return keys;
        }
    }

    static async Task<IReadOnlyList<SshHostKey>> ProveAsync(SshWire wire, byte[] session, IReadOnlyList<SshHostKey> keys, CancellationToken ct)
    {
        var request = new SshWriter().Byte(80).Text(Proof).Boolean(true);
        foreach (var key in keys)
        {
            request.String(key.Blob);
        }

        await wire.WriteAsync(request.ToArray(), ct);
        byte[] answer;
        do
        {
            answer = await wire.ReadAsync(ct);
        }
        while (answer[0] == 80);
        return answer[0] == 81 ? Verify(answer, session, keys) : throw new ProbeException(ProbeFault.NotProven, "It tells its keys, and does not prove them.");
    }

    static IReadOnlyList<SshHostKey> Verify(byte[] answer, byte[] session, IReadOnlyList<SshHostKey> keys)
    {
        var reader = new SshReader(answer);
        reader.Byte();
        foreach (var key in keys)
        {
            var signature = reader.String();
            var data = new SshWriter().Text(Proof).String(session).String(key.Blob).Written;
            if (!key.Verify(new SshReader(signature).Name(), data, signature))
            {
                throw new ProbeException(ProbeFault.NotProven, $"It told {key}, and its signature is not that key's.");
            }
        }

        return keys;
    }
}
