using System.Buffers.Binary;

namespace Slipway.Formats.Ssh;

/// <summary>Reads SSH's strings: four bytes of length, then that many (RFC 4251, 5).</summary>
ref struct SshBlob(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> rest = bytes;

    public readonly bool IsAtEnd => rest.IsEmpty;

    /// <exception cref="MalformedInputException">It ends before.</exception>
    public ReadOnlySpan<byte> String()
    {
        if (rest.Length < 4)
        {
            throw Truncated();
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - 4)
        {
            throw Truncated();
        }

        var value = rest.Slice(4, (int)length);
        rest = rest[(4 + (int)length)..];
        return value;
    }

    static MalformedInputException Truncated() => new("ssh.truncated", "The key ends too early: a line that was cut off?");
}
