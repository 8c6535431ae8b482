using System.Buffers.Binary;

namespace Slipway.Formats.OpenPgp;

/// <summary>A statement inside a signature (RFC 9580, 5.2.3.7).</summary>
internal readonly record struct Subpacket(byte Type, byte[] Data, bool Critical = false)
{
    public const byte CreationTimeType = 2;
    public const byte IssuerType = 16;
    public const byte EmbeddedSignatureType = 32;
    public const byte IssuerFingerprintType = 33;

    /// <summary>What a key made here says of itself: it certifies and signs, and wants no weak algorithms.</summary>
    public static IReadOnlyList<Subpacket> OwnKey { get; } =
    [
        new(27, [0x03]), // key flags: certify, sign
        new(25, [1]), // primary user id
        new(11, [9, 8, 7]), // ciphers: AES-256, 192, 128
        new(21, [10, 9, 8]), // hashes: SHA-512, 384, 256
        new(22, [2, 1]), // compression: ZLIB, ZIP
        new(30, [0x01]), // features: modification detection
    ];

    public static Subpacket CreatedAt(DateTimeOffset at)
    {
        var seconds = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(seconds, checked((uint)at.ToUnixTimeSeconds()));
        return new(CreationTimeType, seconds, Critical: true);
    }

    public static Subpacket IssuerFingerprint(KeyPacket key) => new(IssuerFingerprintType, [4, .. key.Fingerprint]);

    public static Subpacket Issuer(KeyPacket key) => new(IssuerType, key.KeyId.ToArray());

    public void WriteTo(PacketWriter writer) =>
        writer.Length(Data.Length + 1).Byte((byte)(Type | (Critical ? 0x80 : 0))).Bytes(Data);
}
