using System.Numerics;
using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Slipway.Formats.Ssh;

/// <summary>A private key as ssh-keygen writes it, without a passphrase (OpenSSH's PROTOCOL.key): Ed25519, ECDSA or RSA.</summary>
public sealed class SshPrivateKey
{
    const string Begin = "-----BEGIN OPENSSH PRIVATE KEY-----";
    const string End = "-----END OPENSSH PRIVATE KEY-----";
    const int Longest = 64 * 1024;
    static readonly byte[] s_magic = [.. "openssh-key-v1\0"u8];

    readonly Func<byte[], byte[]> sign;

    SshPrivateKey(SshHostKey key, string algorithm, Func<byte[], byte[]> sign) => (Public, Algorithm, this.sign) = (key, algorithm, sign);

    public SshHostKey Public { get; }

    /// <summary>Of its signatures: <c>rsa-sha2-512</c> for RSA.</summary>
    public string Algorithm { get; }

    /// <exception cref="MalformedInputException">It is none, or has a passphrase. The message has nothing of it.</exception>
    public static SshPrivateKey Parse(string text)
    {
        text = text.Length <= Longest ? text.Trim() : "";
        if (!text.StartsWith(Begin, StringComparison.Ordinal) || !text.EndsWith(End, StringComparison.Ordinal) || text.Length < Begin.Length + End.Length)
        {
            throw Bad("It begins with " + Begin + ".");
        }

        var base64 = string.Concat(text[Begin.Length..^End.Length].Where(c => !char.IsWhiteSpace(c)));
        var blob = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, blob, out var length))
        {
            throw Bad("It is not base64.");
        }

        var reader = new SshReader(blob.AsSpan(0, length));
        if (!reader.Raw(s_magic.Length).SequenceEqual(s_magic))
        {
            throw Bad("It is of another version.");
        }

        if (reader.Name() != "none" || reader.Name() != "none")
        {
            throw Bad("It has a passphrase, which nobody is here to type.");
        }

        _ = reader.String();
        if (reader.UInt32() != 1)
        {
            throw Bad("It is more than one.");
        }

        var key = SshHostKey.Parse(reader.String());
        var secret = new SshReader(reader.String());
        return secret.UInt32() == secret.UInt32() && secret.Name() == key.Type ? Read(key, ref secret) : throw Bad("Its two halves do not fit.");
    }

    /// <summary>As on the wire: the algorithm's name, then the bytes.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => new SshWriter().Text(Algorithm).String(sign(data.ToArray())).ToArray();

    static SshPrivateKey Read(SshHostKey key, ref SshReader secret)
    {
        try
        {
            switch (key.Numbers)
            {
                case SshKeyNumbers.Ed25519:
                    _ = secret.String();
                    var seed = secret.String() is { Length: 64 } both ? both[..32].ToArray() : throw Bad("An Ed25519 key has 64 bytes.");
                    return new SshPrivateKey(key, key.Type, data =>
                    {
                        var signature = new byte[Ed25519.SignatureSize];
                        Ed25519.Sign(seed, 0, data, 0, data.Length, signature, 0);
                        return signature;
                    });
                case SshKeyNumbers.Ecdsa curve:
                    _ = secret.String();
                    _ = secret.String();
                    return Ecdsa(key, curve, secret.Number());
                default:
                    return Rsa(key, ref secret);
            }
        }
        catch (CryptographicException)
        {
            throw Bad("Its numbers are no key.");
        }
    }

    static SshPrivateKey Ecdsa(SshHostKey key, SshKeyNumbers.Ecdsa curve, ReadOnlySpan<byte> number)
    {
        var half = (curve.Point.Length - 1) / 2;
        if (number.Length > half)
        {
            throw Bad("Its number is too large.");
        }

        var d = new byte[half];
        number.CopyTo(d.AsSpan(half - number.Length));
        var (named, hash) = curve.Curve switch
        {
            "nistp256" => (ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256),
            "nistp384" => (ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384),
            _ => (ECCurve.NamedCurves.nistP521, HashAlgorithmName.SHA512),
        };
        var parameters = new ECParameters { Curve = named, D = d, Q = new ECPoint { X = curve.Point[1..(1 + half)], Y = curve.Point[(1 + half)..] } };
        return new SshPrivateKey(key, key.Type, data =>
        {
            using var ecdsa = ECDsa.Create(parameters);
            var both = ecdsa.SignData(data, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            return new SshWriter().Number(both.AsSpan(0, half)).Number(both.AsSpan(half)).ToArray();
        });
    }

    static SshPrivateKey Rsa(SshHostKey key, ref SshReader secret)
    {
        byte[] n = [.. secret.Number()], e = [.. secret.Number()], d = [.. secret.Number()], inverse = [.. secret.Number()], p = [.. secret.Number()], q = [.. secret.Number()];
        var (half, exponent, first, second) = ((n.Length + 1) / 2, Big(d), Big(p), Big(q));
        if (first <= 1 || second <= 1 || p.Length > half || q.Length > half || d.Length > n.Length || inverse.Length > half)
        {
            throw Bad("Its numbers are no key.");
        }

        var parameters = new RSAParameters
        {
            Modulus = n, Exponent = e, D = Sized(d, n.Length), P = Sized(p, half), Q = Sized(q, half), InverseQ = Sized(inverse, half),
            DP = Sized((exponent % (first - 1)).ToByteArray(isUnsigned: true, isBigEndian: true), half), DQ = Sized((exponent % (second - 1)).ToByteArray(isUnsigned: true, isBigEndian: true), half),
        };
        return new SshPrivateKey(key, "rsa-sha2-512", data =>
        {
            using var rsa = RSA.Create(parameters);
            return rsa.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1);
        });
    }

    static BigInteger Big(byte[] number) => new(number, isUnsigned: true, isBigEndian: true);

    static byte[] Sized(byte[] number, int length) => [.. new byte[length - number.Length], .. number];

    static MalformedInputException Bad(string why) => new("ssh.private-key", $"This is no private key that can be used. {why}");
}
