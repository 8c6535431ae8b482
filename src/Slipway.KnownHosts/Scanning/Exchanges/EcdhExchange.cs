using System.Security.Cryptography;

namespace Slipway.KnownHosts.Scanning.Exchanges;

/// <summary>RFC 5656, 4, on NIST's curves.</summary>
sealed class EcdhExchange : KeyExchange
{
    readonly ECDiffieHellman own;
    readonly ECCurve curve;

    public EcdhExchange(ECCurve curve, HashAlgorithmName hash)
    {
        (this.curve, Hash) = (curve, hash);
        own = ECDiffieHellman.Create(curve);
        var point = own.ExportParameters(includePrivateParameters: false).Q;
        Public = [4, .. point.X!, .. point.Y!];
    }

    public override HashAlgorithmName Hash { get; }

    public override byte[] Public { get; }

    public override byte[] Finish(byte[] theirs)
    {
        if (theirs.Length != Public.Length || theirs[0] != 4)
        {
            throw new CryptographicException("the server's point is none");
        }

        var half = (theirs.Length - 1) / 2;
        using var other = ECDiffieHellman.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = theirs[1..(1 + half)], Y = theirs[(1 + half)..] } });
        return own.DeriveRawSecretAgreement(other.PublicKey);
    }

    public override void Dispose()
    {
        own.Dispose();
        base.Dispose();
    }
}
