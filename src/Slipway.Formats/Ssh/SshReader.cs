using System.Buffers.Binary;
using System.Text;

namespace Slipway.Formats.Ssh;

/// <summary>Reads SSH's types (RFC 4251, 5) from bytes that somebody else made.</summary>
public ref struct SshReader(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> rest = bytes;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public readonly ReadOnlySpan<byte> Rest => rest;

    /// <exception cref="MalformedInputException">It ends before.</exception>
    public byte Byte() => Raw(1)[0];

    public bool Boolean() => Byte() != 0;

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(Raw(4));

    public ulong UInt64() => BinaryPrimitives.ReadUInt64BigEndian(Raw(8));

    /// <summary>Four bytes of length, then that many.</summary>
    public ReadOnlySpan<byte> String()
    {
        var length = UInt32();
        return length <= rest.Length ? Raw((int)length) : throw Truncated();
    }

    /// <summary>A string of printable ASCII: a name.</summary>
    public string Name()
    {
        var name = String();
        return name.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7e) < 0 ? Encoding.ASCII.GetString(name) : throw new MalformedInputException("ssh.bad-name", "A name has characters that no name has.");
    }

    /// <summary>Names with commas between them.</summary>
    public string[] NameList() => Name() is { Length: > 0 } list ? list.Split(',') : [];

    /// <summary>A positive number, big-endian, without leading zeros; empty for 0.</summary>
    public ReadOnlySpan<byte> Number()
    {
        var number = String();
        return number.IsEmpty || number[0] < 0x80 ? number.TrimStart((byte)0) : throw new MalformedInputException("ssh.negative", "A number is negative that can't be.");
    }

    public ReadOnlySpan<byte> Raw(int length)
    {
        if (length > rest.Length)
        {
            throw Truncated();
        }

        var value = rest[..length];
        rest = rest[length..];
        return value;
    }

    /// <exception cref="MalformedInputException">Something follows.</exception>
    public readonly void End()
    {
        if (!IsAtEnd)
        {
            throw new MalformedInputException("ssh.trailing-data", "Something follows that does not belong to it.");
        }
    }

    static MalformedInputException Truncated() => new("ssh.truncated", "The key ends too early: a line that was cut off?");
}
