using System.Buffers;

namespace Slipway.Formats.OpenPgp;

/// <summary>
/// A clear-signed message, split (RFC 9580, 7). <see cref="Text"/> is what the signature is over, and nothing else may be taken for the
/// content: nothing stands before or after the message, and every header is one that the format knows.
/// </summary>
public sealed class ClearSignedMessage
{
    const int MaxBytes = 16 << 20;

    ClearSignedMessage(byte[] text, byte[] signed, byte[] signature) => (Text, Signed, Signature) = (text, signed, signature);

    /// <summary>The lines as they were signed but for trailing blanks, each with a line end.</summary>
    public byte[] Text { get; }

    /// <summary>The bytes that the signature is over: CRLF between the lines, trailing blanks gone.</summary>
    internal byte[] Signed { get; }

    /// <summary>Armored.</summary>
    public byte[] Signature { get; }

    /// <summary>Whether these bytes begin as such a message.</summary>
    public static bool Is(ReadOnlySpan<byte> bytes) => bytes.StartsWith("-----BEGIN PGP SIGNED MESSAGE-----"u8);

    /// <exception cref="MalformedInputException">Code <c>openpgp.*</c>.</exception>
    public static ClearSignedMessage Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
            throw new MalformedInputException("openpgp.too-large", "The signed message has more than 16 MiB.");
        var rest = bytes;
        if (!TakeLine(ref rest).SequenceEqual("-----BEGIN PGP SIGNED MESSAGE-----"u8))
            throw Bad("it does not begin with its armor");
        while (TakeLine(ref rest) is { IsEmpty: false } header)
        {
            if (!header.StartsWith("Hash: "u8))
                throw Bad("only Hash headers belong into its armor");
        }

        var (text, signed) = (new ArrayBufferWriter<byte>(), new ArrayBufferWriter<byte>());
        var signature = rest;
        while (true)
        {
            signature = rest;
            var line = TakeLine(ref rest);
            if (line.SequenceEqual("-----BEGIN PGP SIGNATURE-----"u8))
                break;
            if (line.StartsWith("- "u8))
                line = line[2..];
            else if (line.StartsWith("-"u8))
                throw Bad("a line that begins with a dash is not escaped");
            if (text.WrittenCount > 0)
                signed.Write("\r\n"u8);
            line = line.TrimEnd(" \t\r"u8);
            signed.Write(line);
            text.Write(line);
            text.Write("\n"u8);
        }

        while (!TakeLine(ref rest).SequenceEqual("-----END PGP SIGNATURE-----"u8))
        {
        }

        return rest.Trim("\r\n"u8).IsEmpty
            ? new ClearSignedMessage(text.WrittenSpan.ToArray(), signed.WrittenSpan.ToArray(), signature.ToArray())
            : throw Bad("text follows the signature");
    }

    static ReadOnlySpan<byte> TakeLine(ref ReadOnlySpan<byte> rest)
    {
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        if (end < 0 && line.IsEmpty)
            throw Bad("it ends too early");
        rest = end < 0 ? [] : rest[(end + 1)..];
        return line.TrimEnd((byte)'\r');
    }

    static MalformedInputException Bad(string why) => new("openpgp.clear-signed", $"The signed message can't be read: {why}.");
}
