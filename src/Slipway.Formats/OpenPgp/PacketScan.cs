using System.Buffers.Binary;

namespace Slipway.Formats.OpenPgp;

/// <summary>
/// Walks over packets from outside before anything else reads them: a length inside a packet that goes beyond it
/// would otherwise be believed, and two gigabytes set aside for five bytes.
/// </summary>
internal static class PacketScan
{
    const byte UserAttribute = 17;
    const int Deepest = 4;

    /// <returns>The same packets.</returns>
    public static byte[] Check(byte[] packets)
    {
        Bounds.Check(packets.Length);
        ReadOnlySpan<byte> rest = packets;
        while (!rest.IsEmpty)
        {
            var header = rest[0];
            var isNew = (header & 0x40) != 0;
            if ((header & 0x80) == 0)
                throw Malformed();
            var tag = isNew ? header & 0x3F : (header >> 2) & 0x0F;
            rest = rest[1..];
            var length = isNew ? Length(ref rest, partial: false) : OldLength(header & 3, ref rest);
            var body = Take(ref rest, length);
            if (tag == (int)PacketTag.Signature)
                Signature(body, depth: 0);
            else if (tag == UserAttribute)
                Subpackets(body, depth: Deepest);
        }

        return packets;
    }

    static void Signature(ReadOnlySpan<byte> body, int depth)
    {
        if (body.Length < 1 || body[0] is not 4)
            return; // other versions have no lengths of ours to check; nothing made by them is accepted
        Take(ref body, 4);
        Subpackets(Take(ref body, UInt16(ref body)), depth);
        Subpackets(Take(ref body, UInt16(ref body)), depth);
    }

    static void Subpackets(ReadOnlySpan<byte> area, int depth)
    {
        while (!area.IsEmpty)
        {
            var subpacket = Take(ref area, Length(ref area, partial: true));
            if (subpacket.IsEmpty)
                throw Malformed();
            if ((subpacket[0] & 0x7F) != Subpacket.EmbeddedSignatureType || depth == Deepest)
                continue;
            Signature(subpacket[1..], depth + 1);
        }
    }

    // Subpackets use the numbers 224 to 254, which in packets mean "in parts", for two-byte lengths.
    static int Length(ref ReadOnlySpan<byte> rest, bool partial)
    {
        var first = Take(ref rest, 1)[0];
        return first switch
        {
            < 192 => first,
            255 => UInt32(ref rest),
            >= 224 when !partial => throw Malformed(),
            _ => ((first - 192) << 8) + Take(ref rest, 1)[0] + 192,
        };
    }

    static int OldLength(int kind, ref ReadOnlySpan<byte> rest) => kind switch
    {
        0 => Take(ref rest, 1)[0],
        1 => UInt16(ref rest),
        2 => UInt32(ref rest),
        _ => throw Malformed(),
    };

    static int UInt16(ref ReadOnlySpan<byte> rest) => BinaryPrimitives.ReadUInt16BigEndian(Take(ref rest, 2));

    static int UInt32(ref ReadOnlySpan<byte> rest) => (int)Math.Min(int.MaxValue, BinaryPrimitives.ReadUInt32BigEndian(Take(ref rest, 4)));

    static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int length)
    {
        if (length > rest.Length)
            throw Malformed();
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    static MalformedInputException Malformed() => new("openpgp.malformed", "These are not the packets of an OpenPGP key or signature, or they are cut off.");
}
