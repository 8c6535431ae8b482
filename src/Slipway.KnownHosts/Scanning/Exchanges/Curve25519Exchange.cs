using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc7748;

namespace Slipway.KnownHosts.Scanning.Exchanges;

/// <summary>RFC 8731.</summary>
sealed class Curve25519Exchange : KeyExchange
{
    readonly byte[] secret = RandomNumberGenerator.GetBytes(X25519.ScalarSize);

    public Curve25519Exchange() => X25519.ScalarMultBase(secret, 0, Public, 0);

    public override HashAlgorithmName Hash => HashAlgorithmName.SHA256;

    public override byte[] Public { get; } = new byte[X25519.PointSize];

    public override byte[] Finish(byte[] theirs)
    {
        var shared = new byte[X25519.PointSize];
        return theirs.Length == X25519.PointSize && X25519.CalculateAgreement(secret, 0, theirs, 0, shared, 0)
            ? shared
            : throw new CryptographicException("the server's point is none");
    }
}
