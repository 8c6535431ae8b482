using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Slipway.Formats.Ssh;

/// <summary>Writes SSH's types (RFC 4251, 5).</summary>
public sealed class SshWriter
{
    readonly ArrayBufferWriter<byte> bytes = new(256);

    public ReadOnlySpan<byte> Written => bytes.WrittenSpan;

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    public SshWriter Byte(byte value) => Raw([value]);

    public SshWriter Boolean(bool value) => Byte(value ? (byte)1 : (byte)0);

    public SshWriter UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(bytes.GetSpan(4), value);
        bytes.Advance(4);
        return this;
    }

    public SshWriter UInt64(ulong value)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes.GetSpan(8), value);
        bytes.Advance(8);
        return this;
    }

    public SshWriter String(ReadOnlySpan<byte> value) => UInt32((uint)value.Length).Raw(value);

    public SshWriter Text(string value) => String(Encoding.UTF8.GetBytes(value));

    public SshWriter NameList(IEnumerable<string> names) => Text(string.Join(',', names));

    /// <summary>A positive number, big-endian: leading zeros go, one comes before a set high bit.</summary>
    public SshWriter Number(ReadOnlySpan<byte> value)
    {
        value = value.TrimStart((byte)0);
        var sign = !value.IsEmpty && value[0] >= 0x80;
        UInt32((uint)(value.Length + (sign ? 1 : 0)));
        return sign ? Byte(0).Raw(value) : Raw(value);
    }

    public SshWriter Raw(ReadOnlySpan<byte> value)
    {
        bytes.Write(value);
        return this;
    }
}
