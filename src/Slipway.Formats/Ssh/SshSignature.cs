using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Slipway.Formats.Ssh;

/// <summary>Checks signatures as they are on the wire (RFC 4253, 6.6; RFC 5656, 3.1.2; RFC 8332; RFC 8709). SHA-1 is taken nowhere.</summary>
static class SshSignature
{
    public static bool Verify(SshKeyNumbers key, string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            var reader = new SshReader(signature);
            if (reader.Name() != algorithm)
            {
                return false;
            }

            var value = reader.String();
            reader.End();
            return (key, algorithm) switch
            {
                (SshKeyNumbers.Ed25519 ed, "ssh-ed25519") => value.Length == Ed25519.SignatureSize && Ed25519.Verify(value.ToArray(), 0, ed.Point, 0, data.ToArray(), 0, data.Length),
                (SshKeyNumbers.Ecdsa ec, _) when algorithm == "ecdsa-sha2-" + ec.Curve => Ecdsa(ec, data, value),
                (SshKeyNumbers.Rsa rsa, "rsa-sha2-256") => Rsa(rsa, data, value, HashAlgorithmName.SHA256),
                (SshKeyNumbers.Rsa rsa, "rsa-sha2-512") => Rsa(rsa, data, value, HashAlgorithmName.SHA512),
                _ => false,
            };
        }
        catch (Exception bad) when (bad is MalformedInputException or CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    static bool Ecdsa(SshKeyNumbers.Ecdsa key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> value)
    {
        var half = (key.Point.Length - 1) / 2;
        var (curve, hash) = key.Curve switch
        {
            "nistp256" => (ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
            "nistp384" => (ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
            _ => (ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512),
        };
        var reader = new SshReader(value);
        var r = reader.Number();
        var s = reader.Number();
        reader.End();
        if (r.Length > half || s.Length > half)
        {
            return false;
        }

        var both = new byte[2 * half];
        r.CopyTo(both.AsSpan(half - r.Length));
        s.CopyTo(both.AsSpan(both.Length - s.Length));
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = key.Point[1..(1 + half)], Y = key.Point[(1 + half)..] } });
        return ecdsa.VerifyData(data, both, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    static bool Rsa(SshKeyNumbers.Rsa key, ReadOnlySpan<byte> data, ReadOnlySpan<byte> value, HashAlgorithmName hash)
    {
        using var rsa = RSA.Create(new RSAParameters { Exponent = key.Exponent, Modulus = key.Modulus });
        var padded = new byte[key.Modulus.Length]; // some implementations leave leading zeros away (RFC 8332, 3)
        if (value.Length > padded.Length)
        {
            return false;
        }

        value.CopyTo(padded.AsSpan(padded.Length - value.Length));
        return rsa.VerifyData(data, padded, hash, RSASignaturePadding.Pkcs1);
    }
}
