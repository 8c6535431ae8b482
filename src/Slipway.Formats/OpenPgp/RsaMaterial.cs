using System.Collections.Concurrent;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace Slipway.Formats.OpenPgp;

/// <summary>RSA by the platform's library: a signature of 4096 bits costs a tenth of what managed arithmetic does.</summary>
internal sealed class RsaMaterial(RSAParameters numbers) : SecretMaterial
{
    // An RSA object is not promised to be safe for concurrent use, so each signer takes one of its own.
    readonly ConcurrentBag<RSA> _idle = [];

    public override byte AlgorithmId => 1;

    public override string Name => "rsa" + new BigInteger(1, numbers.Modulus!).BitLength;

    public static RsaMaterial Generate(int bits)
    {
        using var rsa = RSA.Create(bits);
        return new RsaMaterial(rsa.ExportParameters(includePrivateParameters: true));
    }

    /// <summary>From an imported key's numbers; throws <see cref="CryptographicException"/> where they do not belong together.</summary>
    public static RsaMaterial From(RsaPrivateCrtKeyParameters key)
    {
        var size = (key.Modulus.BitLength + 7) / 8;
        var half = (size + 1) / 2;
        var material = new RsaMaterial(new RSAParameters
        {
            Modulus = Fixed(key.Modulus, size),
            Exponent = key.PublicExponent.ToByteArrayUnsigned(),
            D = Fixed(key.Exponent, size),
            P = Fixed(key.Q, half),
            Q = Fixed(key.P, half),
            DP = Fixed(key.DQ, half),
            DQ = Fixed(key.DP, half),
            InverseQ = Fixed(key.P.ModInverse(key.Q), half),
        });
        material._idle.Add(material.Open());
        return material;
    }

    public override void WritePublic(PacketWriter writer) => writer.Mpi(numbers.Modulus).Mpi(numbers.Exponent);

    // OpenPGP wants p < q and u = 1/p mod q where .NET has 1/Q mod P: the primes change places (RFC 9580, 5.5.5.1).
    public override void WriteSecret(PacketWriter writer) =>
        writer.Mpi(numbers.D).Mpi(numbers.Q).Mpi(numbers.P).Mpi(numbers.InverseQ);

    public override void Sign(ReadOnlySpan<byte> digest, PacketWriter writer)
    {
        if (!_idle.TryTake(out var rsa))
            rsa = Open();
        try
        {
            writer.Mpi(rsa.SignHash(digest, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1));
        }
        finally
        {
            _idle.Add(rsa);
        }
    }

    RSA Open()
    {
        var rsa = RSA.Create();
        rsa.ImportParameters(numbers);
        return rsa;
    }

    static byte[] Fixed(BigInteger number, int size)
    {
        var bytes = number.ToByteArrayUnsigned();
        return bytes.Length > size
            ? throw new CryptographicException("The primes differ too much in size.")
            : [.. new byte[size - bytes.Length], .. bytes];
    }
}
