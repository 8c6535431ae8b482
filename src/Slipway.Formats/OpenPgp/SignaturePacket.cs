using System.Security.Cryptography;

namespace Slipway.Formats.OpenPgp;

/// <summary>Makes version 4 signatures, always with SHA-512 (RFC 9580, 5.2.3).</summary>
internal static class SignaturePacket
{
    const byte Sha512 = 10;

    /// <summary>Signs what <paramref name="hash"/> was fed with; the hash is used up.</summary>
    public static byte[] Make(SignatureType type, KeyPair signer, DateTimeOffset at, IEnumerable<Subpacket> more, IncrementalHash hash)
    {
        var hashed = new PacketWriter();
        Subpacket.CreatedAt(at).WriteTo(hashed);
        Subpacket.IssuerFingerprint(signer.Public).WriteTo(hashed);
        foreach (var subpacket in more)
            subpacket.WriteTo(hashed);
        var unhashed = new PacketWriter();
        Subpacket.Issuer(signer.Public).WriteTo(unhashed);

        var body = new PacketWriter()
            .Byte(4).Byte((byte)type).Byte(signer.Public.AlgorithmId).Byte(Sha512)
            .UInt16(hashed.Written.Length).Bytes(hashed.Written);
        hash.AppendData(body.Written);
        hash.AppendData(new PacketWriter().Byte(4).Byte(0xFF).UInt32((uint)body.Written.Length).Written);
        var digest = hash.GetHashAndReset();

        body.UInt16(unhashed.Written.Length).Bytes(unhashed.Written).Bytes(digest.AsSpan(0, 2));
        signer.Secret.Sign(digest, body);
        return body.ToArray();
    }

    public static IncrementalHash NewHash() => IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
}

internal enum SignatureType : byte
{
    Binary = 0x00,
    Text = 0x01,
    PositiveCertification = 0x13,
    SubkeyBinding = 0x18,
    PrimaryKeyBinding = 0x19,
    DirectKey = 0x1F,
    KeyRevocation = 0x20,
    SubkeyRevocation = 0x28,
    CertificationRevocation = 0x30,
}
