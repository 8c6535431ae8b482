using System.Buffers;
using System.Buffers.Binary;

namespace Slipway.Formats.OpenPgp;

/// <summary>Writes the few kinds of value that OpenPGP packets are made of (RFC 9580, 3 and 4.2).</summary>
internal sealed class PacketWriter
{
    readonly ArrayBufferWriter<byte> _bytes = new(512);

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public PacketWriter Byte(byte value) => Bytes([value]);

    public PacketWriter UInt16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, checked((ushort)value));
        return Bytes(bytes);
    }

    public PacketWriter UInt32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return Bytes(bytes);
    }

    public PacketWriter Bytes(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }

    /// <summary>A multiprecision integer: its length in bits, then the bytes without leading zeros.</summary>
    public PacketWriter Mpi(ReadOnlySpan<byte> bigEndian)
    {
        var start = bigEndian.IndexOfAnyExcept((byte)0);
        var value = start < 0 ? [] : bigEndian[start..];
        var bits = value.IsEmpty ? 0 : (value.Length * 8) - int.CreateChecked(byte.LeadingZeroCount(value[0]));
        return UInt16(bits).Bytes(value);
    }

    /// <summary>A packet with a new-format header and a length of one, two or five bytes.</summary>
    public PacketWriter Packet(PacketTag tag, ReadOnlySpan<byte> body) => Byte((byte)(0xC0 | (byte)tag)).Length(body.Length).Bytes(body);

    /// <summary>The length of a packet or of a signature subpacket: both are written the same.</summary>
    public PacketWriter Length(int length) => length switch
    {
        < 192 => Byte((byte)length),
        < 8384 => Byte((byte)(((length - 192) >> 8) + 192)).Byte((byte)(length - 192)),
        _ => Byte(255).UInt32((uint)length),
    };
}

/// <summary>The packets that a key and its signatures need.</summary>
internal enum PacketTag : byte
{
    Signature = 2,
    SecretKey = 5,
    PublicKey = 6,
    SecretSubkey = 7,
    UserId = 13,
    PublicSubkey = 14,
}
