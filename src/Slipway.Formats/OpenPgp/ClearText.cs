using System.Security.Cryptography;

namespace Slipway.Formats.OpenPgp;

/// <summary>
/// The text of a clear-signed message (RFC 9580, 7). What is signed: lines without their trailing blanks, joined by CRLF,
/// without the last line end. What is shown: the lines as they are, those that begin with a dash escaped.
/// </summary>
internal static class ClearText
{
    public static void Write(ReadOnlySpan<byte> text, IncrementalHash hash, PacketWriter shown)
    {
        var content = text.EndsWith("\n"u8) ? text[..^1] : text;
        var signed = new PacketWriter(); // hashed at once: a call for each line would cost more than the hashing
        var first = true;
        foreach (var range in content.Split((byte)'\n'))
        {
            var line = content[range];
            if (!first)
                signed.Bytes("\r\n"u8);
            first = false;
            signed.Bytes(line.TrimEnd(" \t\r"u8));
            if (line.StartsWith((byte)'-'))
                shown.Bytes("- "u8);
            shown.Bytes(line).Byte((byte)'\n');
        }

        hash.AppendData(signed.Written);
    }
}
