using System.Buffers.Binary;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Slipway.KnownHosts.Dns;

/// <summary>DNSKEY (RFC 4034, 2; RFC 3110, 5702, 6605, 8080), with the algorithms that are not broken.</summary>
sealed class DnsKey(byte[] data)
{
    const ushort Zone = 0x0100;
    const ushort Revoked = 0x0080;

    public byte[] Data => data;

    public byte Algorithm => data[3];

    /// <summary>Of a zone, not revoked, and of a kind that we can check.</summary>
    public bool IsUsable => data.Length is > 4 and <= 2048 && data[2] == 3 && (BinaryPrimitives.ReadUInt16BigEndian(data) & (Zone | Revoked)) == Zone && Algorithm is 8 or 10 or 13 or 14 or 15;

    /// <summary>RFC 4034, B.</summary>
    public ushort Tag
    {
        get
        {
            var sum = 0u;
            for (var i = 0; i < data.Length; i++)
            {
                sum += (i & 1) == 0 ? (uint)data[i] << 8 : data[i];
            }

            return (ushort)(sum + (sum >> 16));
        }
    }

    /// <param name="ds">A DS record's data (RFC 4034, 5.1): SHA-256 and SHA-384 count.</param>
    public bool Is(DnsName zone, ReadOnlySpan<byte> ds)
    {
        if (ds.Length < 5 || BinaryPrimitives.ReadUInt16BigEndian(ds) != Tag || ds[2] != Algorithm)
        {
            return false;
        }

        byte[] named = [.. zone.Write(), .. data];
        var digest = ds[3] switch { 2 => SHA256.HashData(named), 4 => SHA384.HashData(named), _ => [] };
        return digest.Length > 0 && ds[4..].SequenceEqual(digest);
    }

    public bool Verify(byte[] signed, byte[] signature)
    {
        try
        {
            var key = data.AsSpan(4);
            return Algorithm switch
            {
                8 => Rsa(key, signed, signature, HashAlgorithmName.SHA256),
                10 => Rsa(key, signed, signature, HashAlgorithmName.SHA512),
                13 => Ecdsa(key, signed, signature, ECCurve.NamedCurves.nistP256, 32, HashAlgorithmName.SHA256),
                14 => Ecdsa(key, signed, signature, ECCurve.NamedCurves.nistP384, 48, HashAlgorithmName.SHA384),
                15 => key.Length == 32 && signature.Length == 64 && Ed25519.Verify(signature, 0, key.ToArray(), 0, signed, 0, signed.Length),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    static bool Rsa(ReadOnlySpan<byte> key, byte[] signed, byte[] signature, HashAlgorithmName hash)
    {
        var (length, from) = key[0] > 0 ? (key[0], 1) : key.Length > 3 ? ((key[1] << 8) | key[2], 3) : (0, 0);
        if (length == 0 || from + length >= key.Length)
        {
            return false;
        }

        using var rsa = RSA.Create(new RSAParameters { Exponent = key.Slice(from, length).ToArray(), Modulus = key[(from + length)..].TrimStart((byte)0).ToArray() });
        return rsa.KeySize >= 1024 && rsa.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1);
    }

    static bool Ecdsa(ReadOnlySpan<byte> key, byte[] signed, byte[] signature, ECCurve curve, int half, HashAlgorithmName hash)
    {
        if (key.Length != 2 * half || signature.Length != 2 * half)
        {
            return false;
        }

        using var ecdsa = ECDsa.Create(new ECParameters { Curve = curve, Q = new ECPoint { X = key[..half].ToArray(), Y = key[half..].ToArray() } });
        return ecdsa.VerifyData(signed, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
