using Org.BouncyCastle.Bcpg.OpenPgp;

namespace Slipway.Formats.OpenPgp;

/// <summary>The signatures that hold a certificate together: of the primary key over its user ids and subkeys.</summary>
internal static class Certification
{
    public static byte[] OfUserId(KeyPair primary, byte[] userId, DateTimeOffset at, IEnumerable<Subpacket> statements)
    {
        using var hash = SignaturePacket.NewHash();
        hash.AppendData(primary.Public.HashedForm);
        hash.AppendData(UserIdForm(userId));
        return Whole(SignaturePacket.Make(SignatureType.PositiveCertification, primary, at, statements, hash));
    }

    /// <summary>Binds a signing subkey; the subkey signs back, so that nobody can claim another's.</summary>
    public static byte[] OfSubkey(KeyPair primary, KeyPair subkey, DateTimeOffset at, IEnumerable<Subpacket> statements)
    {
        using var hash = SignaturePacket.NewHash();
        hash.AppendData(primary.Public.HashedForm);
        hash.AppendData(subkey.Public.HashedForm);
        var back = SignaturePacket.Make(SignatureType.PrimaryKeyBinding, subkey, at, [], hash);
        hash.AppendData(primary.Public.HashedForm);
        hash.AppendData(subkey.Public.HashedForm);
        return Whole(SignaturePacket.Make(
            SignatureType.SubkeyBinding, primary, at, statements.Append(new Subpacket(Subpacket.EmbeddedSignatureType, back)), hash));
    }

    /// <summary>What an older signature states, to be said again by a new one.</summary>
    public static IEnumerable<Subpacket> StatementsOf(PgpSignature signature) =>
        from subpacket in signature.GetHashedSubPackets()?.ToArray() ?? []
        where (byte)subpacket.SubpacketType is not (Subpacket.CreationTimeType or Subpacket.IssuerType
            or Subpacket.IssuerFingerprintType or Subpacket.EmbeddedSignatureType)
        select new Subpacket((byte)subpacket.SubpacketType, subpacket.GetData(), subpacket.IsCritical());

    public static byte[] UserIdForm(byte[] userId) => new PacketWriter().Byte(0xB4).UInt32((uint)userId.Length).Bytes(userId).ToArray();

    static byte[] Whole(byte[] body) => new PacketWriter().Packet(PacketTag.Signature, body).ToArray();
}
