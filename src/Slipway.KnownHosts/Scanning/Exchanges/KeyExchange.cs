using System.Security.Cryptography;

namespace Slipway.KnownHosts.Scanning.Exchanges;

/// <summary>Our half of one key exchange (RFC 4253, 8; RFC 5656, 4; RFC 8731).</summary>
abstract class KeyExchange : IDisposable
{
    /// <summary>Best first: P-256 costs both sides least.</summary>
    public static readonly string[] Names =
    [
        "ecdh-sha2-nistp256", "curve25519-sha256", "curve25519-sha256@libssh.org", "ecdh-sha2-nistp384", "ecdh-sha2-nistp521",
        "diffie-hellman-group14-sha256", "diffie-hellman-group16-sha512",
    ];

    public abstract HashAlgorithmName Hash { get; }

    /// <summary>What is sent, without its length.</summary>
    public abstract byte[] Public { get; }

    /// <summary>A number of RFC 4253 in the message and the hash, else a string.</summary>
    public virtual bool IsNumber => false;

    /// <exception cref="CryptographicException">The server's half is none.</exception>
    public abstract byte[] Finish(byte[] theirs);

    public static KeyExchange Start(string name) => name switch
    {
        "ecdh-sha2-nistp256" => new EcdhExchange(ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
        "ecdh-sha2-nistp384" => new EcdhExchange(ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
        "ecdh-sha2-nistp521" => new EcdhExchange(ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512),
        "diffie-hellman-group14-sha256" => new ModpExchange(ModpGroups.Group14, HashAlgorithmName.SHA256),
        "diffie-hellman-group16-sha512" => new ModpExchange(ModpGroups.Group16, HashAlgorithmName.SHA512),
        _ => new Curve25519Exchange(),
    };

    public virtual void Dispose()
    {
    }
}
