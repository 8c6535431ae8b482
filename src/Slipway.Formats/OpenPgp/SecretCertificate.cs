namespace Slipway.Formats.OpenPgp;

/// <summary>A transferable key in the order of its packets: written with its secrets, or as clients may have it.</summary>
internal sealed class SecretCertificate(KeyPacket primary)
{
    readonly List<Action<PacketWriter, bool>> _packets = [];

    public KeyPacket Primary => primary;

    /// <param name="secret">Null where the owner kept the primary secret elsewhere and gave only a subkey's.</param>
    public void AddKey(PacketTag tag, KeyPacket key, SecretMaterial? secret)
    {
        var publicTag = tag == PacketTag.SecretKey ? PacketTag.PublicKey : PacketTag.PublicSubkey;
        _packets.Add((writer, withSecret) => writer.Packet(withSecret ? tag : publicTag, withSecret ? SecretBody(key, secret) : key.Body));
    }

    /// <param name="signature">As a whole packet.</param>
    public void AddUserId(byte[] userId, byte[] signature)
    {
        _packets.Add((writer, _) => writer.Packet(PacketTag.UserId, userId));
        AddSignature(signature);
    }

    /// <param name="packet">Header and body.</param>
    public void AddSignature(byte[] packet) => _packets.Add((writer, _) => writer.Bytes(packet));

    public byte[] Encode(bool secret)
    {
        var writer = new PacketWriter();
        foreach (var packet in _packets)
            packet(writer, secret);
        return writer.ToArray();
    }

    static byte[] SecretBody(KeyPacket key, SecretMaterial? secret)
    {
        var body = new PacketWriter().Bytes(key.Body);
        if (secret is null)
            return body.Bytes([254, 9, 101, 2]).Bytes("GNU"u8).Byte(1).ToArray(); // gpg's "no secret here"

        var numbers = new PacketWriter();
        secret.WriteSecret(numbers);
        var sum = 0;
        foreach (var value in numbers.Written)
            sum = (sum + value) & 0xFFFF;
        return body.Byte(0).Bytes(numbers.Written).UInt16(sum).ToArray(); // 0: not encrypted
    }
}
