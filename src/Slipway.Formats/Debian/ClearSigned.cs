using System.Buffers;

namespace Slipway.Formats.Debian;

/// <summary>
/// Takes the text out of a clear-signed message, RFC 9580 section 7. The signature is not judged here. Nothing may stand before
/// or after the message: a reader that is less strict could take that for the content.
/// </summary>
internal static class ClearSigned
{
    /// <summary>The text as it was signed, or the bytes themselves where there is no armour.</summary>
    public static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith("-----BEGIN PGP SIGNED MESSAGE-----\n"u8)) return bytes;
        var rest = bytes[(bytes.IndexOf((byte)'\n') + 1)..];
        SkipHeaders(ref rest);
        var text = new ArrayBufferWriter<byte>();
        while (true)
        {
            var line = TakeLine(ref rest);
            if (line.SequenceEqual("-----BEGIN PGP SIGNATURE-----"u8)) break;
            if (line.StartsWith("- "u8)) line = line[2..];
            else if (line.StartsWith("-"u8)) throw Bad("a line that begins with a dash is not escaped");
            text.Write(line);
            text.Write("\n"u8);
        }

        while (!TakeLine(ref rest).SequenceEqual("-----END PGP SIGNATURE-----"u8)) { }
        if (!rest.Trim((byte)'\n').IsEmpty) throw Bad("text follows the signature");
        return text.WrittenSpan;
    }

    static void SkipHeaders(ref ReadOnlySpan<byte> rest)
    {
        while (TakeLine(ref rest) is { IsEmpty: false } header)
        {
            if (!header.StartsWith("Hash: "u8)) throw Bad("only Hash headers belong into its armour");
        }
    }

    static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        if (end < 0) throw Bad("it ends too early");
        var line = rest[..end];
        rest = rest[(end + 1)..];
        return line;
    }

    static MalformedInputException Bad(string why) => new("control.bad-signed-message", $"The signed message cannot be read: {why}.");
}
