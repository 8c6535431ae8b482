using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Slipway.Formats.OpenPgp;

/// <summary>The body of a version 4 public key packet, which names the key by its fingerprint.</summary>
internal sealed class KeyPacket
{
    public KeyPacket(byte[] body)
    {
        Body = body;
        // A version 4 fingerprint is SHA-1 by definition (RFC 9580, 5.5.4.2). It names the key, and signs nothing.
        Fingerprint = SHA1.HashData(HashedForm);
    }

    public byte[] Body { get; }

    public byte[] Fingerprint { get; }

    /// <summary>RSA has two numbers; a signature bears the same one as its key.</summary>
    public byte AlgorithmId => Body[5];

    public ReadOnlySpan<byte> KeyId => Fingerprint.AsSpan(12);

    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadUInt32BigEndian(Body.AsSpan(1)));

    /// <summary>How the key enters fingerprints and the signatures over it.</summary>
    public byte[] HashedForm => new PacketWriter().Byte(0x99).UInt16(Body.Length).Bytes(Body).ToArray();

    public static KeyPacket Of(SecretMaterial secret, DateTimeOffset created, byte? algorithm = null)
    {
        var writer = new PacketWriter().Byte(4).UInt32(checked((uint)created.ToUnixTimeSeconds())).Byte(algorithm ?? secret.AlgorithmId);
        secret.WritePublic(writer);
        return new KeyPacket(writer.ToArray());
    }
}
