using System.Security.Cryptography;
using Slipway.Formats;
using Slipway.Formats.Ssh;
using Slipway.KnownHosts.Scanning.Exchanges;

namespace Slipway.KnownHosts.Scanning;

/// <summary>
/// One key exchange to its end (RFC 4253, 7 and 8): the server shows a key of one of the kinds that it was asked for, and signs the exchange
/// with it. What the server says that it can do is part of what it signs.
/// </summary>
static class Handshake
{
    const byte ExchangeInit = 30;
    const byte ExchangeReply = 31;

    /// <param name="kinds">What is asked for, best first.</param>
    /// <param name="wire">A connection on which nothing was said yet.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <exception cref="ProbeException">It did not come to its end.</exception>
    public static async Task<HandshakeOutcome> RunAsync(SshWire wire, IReadOnlyList<string> kinds, CancellationToken ct)
    {
        string[] algorithms = [.. kinds.SelectMany(KeyAlgorithms.Signatures)];
        var own = new SshKexInit(KeyExchange.Names, algorithms, [GcmProtection.Name], [GcmProtection.Name], ["hmac-sha2-256"], ["hmac-sha2-256"], FirstFollows: false);
        // Ciphers are not used by whoever only wants to see a key, but a server ends the talk where there is none in common.
        var ownMessage = (own with { Ciphers = Ciphers, CiphersBack = Ciphers }).Write(RandomNumberGenerator.GetBytes(16));
        try
        {
            await wire.WriteVersionAsync(ownMessage, ct);
            var version = await wire.ReadVersionAsync(ct);
            var theirMessage = await wire.ReadAsync(ct);
            var theirs = SshKexInit.Parse(theirMessage);
            string[] offered = [.. theirs.HostKeys];
            if (SshKexInit.Agree(algorithms, theirs.HostKeys) is not { } algorithm)
            {
                return new HandshakeOutcome.NotOffered(version, offered);
            }

            if (SshKexInit.Agree(KeyExchange.Names, theirs.Exchanges) is not { } exchangeName)
            {
                throw new ProbeException(ProbeFault.NothingInCommon, $"It exchanges keys only as {SshWire.Plain(string.Join(", ", theirs.Exchanges))}.");
            }

            using var exchange = KeyExchange.Start(exchangeName);
            await wire.WriteAsync(Init(exchange), ct);
            if (theirs.FirstFollows && (theirs.Exchanges[0] != exchangeName || theirs.HostKeys[0] != algorithm))
            {
                await wire.ReadAsync(ct); // a wrong guess
            }

            var (key, secret, hash) = Verify(exchange, algorithm, version, ownMessage, theirMessage, await wire.ReadAsync(ct));
            return new HandshakeOutcome.Proven(version, offered, key, new SharedSecret(exchange.Hash, secret, hash, theirs));
        }
        catch (MalformedInputException bad)
        {
            throw new ProbeException(ProbeFault.NotSsh, $"What it sends is not SSH: {bad.Message}");
        }
        catch (CryptographicException)
        {
            throw new ProbeException(ProbeFault.NotProven, "Its half of the key exchange is none.");
        }
    }

    /// <summary>Towards the server and back, best first. Only the first is spoken here.</summary>
    public static readonly string[] Ciphers = [GcmProtection.Name, "aes128-gcm@openssh.com", "chacha20-poly1305@openssh.com", "aes256-ctr", "aes128-ctr", "aes256-cbc", "aes128-cbc"];

    static byte[] Init(KeyExchange exchange)
    {
        var writer = new SshWriter().Byte(ExchangeInit);
        return (exchange.IsNumber ? writer.Number(exchange.Public) : writer.String(exchange.Public)).ToArray();
    }

    static (SshHostKey Key, byte[] Secret, byte[] Hash) Verify(KeyExchange exchange, string algorithm, string version, byte[] ownMessage, byte[] theirMessage, byte[] reply)
    {
        var reader = new SshReader(reply);
        if (reader.Byte() != ExchangeReply)
        {
            throw new ProbeException(ProbeFault.NotSsh, "The server did not answer to the key exchange.");
        }

        var blob = reader.String();
        var theirs = reader.String();
        var signature = reader.String();
        reader.End();
        var key = SshHostKey.Parse(blob);
        var kind = KeyAlgorithms.KindOf(algorithm);
        if (key.Type != kind)
        {
            throw new ProbeException(ProbeFault.NotProven, $"It was asked for a key of the type {kind}, and showed one of {key.Type}.");
        }

        var secret = exchange.Finish(theirs.ToArray());
        var data = new SshWriter().Text(SshWire.OwnVersion).String(System.Text.Encoding.Latin1.GetBytes(version)).String(ownMessage).String(theirMessage).String(blob);
        data = exchange.IsNumber ? data.Number(exchange.Public).Number(theirs) : data.String(exchange.Public).String(theirs);
        var hash = CryptographicOperations.HashData(exchange.Hash, data.Number(secret).ToArray());
        return key.Verify(KeyAlgorithms.SignatureName(algorithm), hash, signature)
            ? (key, secret, hash)
            : throw new ProbeException(ProbeFault.NotProven, $"It showed {key}, and its signature is not that key's.");
    }
}

abstract record HandshakeOutcome(string Version, IReadOnlyList<string> Offered)
{
    /// <summary>The server has this key: it signed our exchange with it.</summary>
    public sealed record Proven(string Version, IReadOnlyList<string> Offered, SshHostKey Key, SharedSecret Secret) : HandshakeOutcome(Version, Offered);

    /// <summary>It says that it has no key of the kinds that it was asked for.</summary>
    public sealed record NotOffered(string Version, IReadOnlyList<string> Offered) : HandshakeOutcome(Version, Offered);
}

/// <summary>What both sides know after an exchange; <paramref name="ExchangeHash"/> is the session's id (RFC 4253, 7.2).</summary>
sealed record SharedSecret(HashAlgorithmName Hash, byte[] Secret, byte[] ExchangeHash, SshKexInit Theirs)
{
    /// <param name="letter">A to F, which says what for.</param>
    public byte[] Derive(char letter, int length)
    {
        var first = new SshWriter().Number(Secret).Raw(ExchangeHash).ToArray();
        var bytes = CryptographicOperations.HashData(Hash, [.. first, (byte)letter, .. ExchangeHash]);
        while (bytes.Length < length)
        {
            bytes = [.. bytes, .. CryptographicOperations.HashData(Hash, [.. first, .. bytes])];
        }

        return bytes[..length];
    }
}
