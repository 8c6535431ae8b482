using System.Security.Cryptography;
using Org.BouncyCastle.Math.EC.Rfc8032;

namespace Slipway.Formats.OpenPgp;

/// <summary>Ed25519 as version 4 keys carry it: algorithm 22 with the curve's object identifier (RFC 9580, 5.5.5.5).</summary>
internal sealed class Ed25519Material : SecretMaterial
{
    static readonly byte[] s_curve = [0x09, 0x2B, 0x06, 0x01, 0x04, 0x01, 0xDA, 0x47, 0x0F, 0x01];

    readonly byte[] _seed;
    readonly byte[] _point = new byte[Ed25519.PublicKeySize];

    public Ed25519Material(byte[] seed)
    {
        _seed = seed;
        Ed25519.GeneratePublicKey(_seed, 0, _point, 0);
    }

    public override byte AlgorithmId => 22;

    public override string Name => "ed25519";

    public static Ed25519Material Generate() => new(RandomNumberGenerator.GetBytes(Ed25519.SecretKeySize));

    public override void WritePublic(PacketWriter writer) => writer.Bytes(s_curve).Mpi([0x40, .. _point]);

    public override void WriteSecret(PacketWriter writer) => writer.Mpi(_seed);

    public override void Sign(ReadOnlySpan<byte> digest, PacketWriter writer)
    {
        var signature = new byte[Ed25519.SignatureSize];
        Ed25519.Sign(_seed, 0, _point, 0, digest.ToArray(), 0, digest.Length, signature, 0);
        writer.Mpi(signature.AsSpan(0, 32)).Mpi(signature.AsSpan(32));
    }
}
