using System.Text;

namespace Slipway.Formats.OpenPgp;

/// <summary>ASCII armor (RFC 9580, 6), written with the checksum that older readers want.</summary>
internal static class Armor
{
    public const string PublicKey = "PUBLIC KEY BLOCK";
    public const string SecretKey = "PRIVATE KEY BLOCK";
    public const string Signature = "SIGNATURE";

    public static string Write(string kind, ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder(data.Length * 3 / 2).Append("-----BEGIN PGP ").Append(kind).Append("-----\n\n");
        for (var at = 0; at < data.Length; at += 48)
            text.Append(Convert.ToBase64String(data[at..Math.Min(at + 48, data.Length)])).Append('\n');
        return text.Append('=').Append(Convert.ToBase64String(Checksum(data)))
            .Append("\n-----END PGP ").Append(kind).Append("-----\n").ToString();
    }

    /// <summary>The first block of that kind; text before and after it is passed over.</summary>
    public static byte[] Read(string kind, string text)
    {
        Bounds.Check(text.Length / 2);
        var lines = text.Split('\n').Select(line => line.Trim(' ', '\t', '\r')).ToList();
        var begin = lines.IndexOf($"-----BEGIN PGP {kind}-----");
        if (begin < 0)
            throw Missing(kind, lines);
        var end = lines.IndexOf($"-----END PGP {kind}-----", begin);
        var blank = lines.IndexOf("", begin);
        if (end < 0 || blank < 0 || blank > end)
            throw new MalformedInputException("openpgp.armor", $"The armor of the {kind} has no end, or no blank line after its headers.");

        var body = lines[(blank + 1)..end].Where(line => line.Length > 0).ToList();
        var checksum = body.Count > 0 && body[^1] is ['=', not '=', ..] last ? last[1..] : null;
        var data = Decode(string.Concat(checksum is null ? body : body[..^1]));
        return checksum is null || Decode(checksum).AsSpan().SequenceEqual(Checksum(data))
            ? data
            : throw new MalformedInputException("openpgp.armor", "The armor's checksum is wrong: the text was damaged on its way.");
    }

    static MalformedInputException Missing(string kind, List<string> lines) =>
        lines.Find(line => line.StartsWith("-----BEGIN PGP ", StringComparison.Ordinal)) is { } other
            ? new("openpgp.wrong-block", $"Expected a PGP {kind}, found a PGP {new string([.. other[15..].TrimEnd('-').Take(40)])}.")
            : new("openpgp.armor", $"There is no line \"-----BEGIN PGP {kind}-----\".");

    static byte[] Decode(string base64)
    {
        var data = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, data, out var length)
            ? data[..length]
            : throw new MalformedInputException("openpgp.armor", "The armor holds something that is not base64.");
    }

    // CRC-24 (RFC 9580, 6.1.1).
    static byte[] Checksum(ReadOnlySpan<byte> data)
    {
        var crc = 0xB704CEu;
        foreach (var value in data)
        {
            crc ^= (uint)value << 16;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 0x800000) != 0 ? (crc << 1) ^ 0x1864CFB : crc << 1;
        }

        return [(byte)(crc >> 16), (byte)(crc >> 8), (byte)crc];
    }
}
