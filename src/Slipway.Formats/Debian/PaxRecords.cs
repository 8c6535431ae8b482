using System.Buffers.Text;

namespace Slipway.Formats.Debian;

/// <summary>A pax extended header, POSIX.1-2001: lines of <c>length keyword=value</c>. Only what changes how we read on is kept.</summary>
internal sealed class PaxRecords
{
    public byte[]? Path { get; private set; }

    public long? Size { get; private set; }

    public static PaxRecords Parse(ReadOnlySpan<byte> bytes)
    {
        var records = new PaxRecords();
        while (!bytes.IsEmpty)
        {
            if (!Utf8Parser.TryParse(bytes, out int length, out var digits) || digits >= bytes.Length || bytes[digits] != ' '
                || length <= digits + 1 || length > bytes.Length || bytes[length - 1] != '\n')
                throw TarHeader.Bad("a pax record has a wrong length");
            var record = bytes[(digits + 1)..(length - 1)];
            var equals = record.IndexOf((byte)'=');
            if (equals <= 0) throw TarHeader.Bad("a pax record has no keyword");
            records.Take(record[..equals], record[(equals + 1)..]);
            bytes = bytes[length..];
        }

        return records;
    }

    void Take(ReadOnlySpan<byte> keyword, ReadOnlySpan<byte> value)
    {
        if (keyword.SequenceEqual("path"u8)) Path = value.ToArray();
        else if (keyword.SequenceEqual("size"u8)) Size = Number(value);
        else if (keyword.StartsWith("GNU.sparse."u8))
            throw new MalformedInputException("deb.tar-entry-type", "The archive holds sparse files, which dpkg does not unpack.");
    }

    static long Number(ReadOnlySpan<byte> value) =>
        Utf8Parser.TryParse(value, out long number, out var used) && used == value.Length && number >= 0
            ? number
            : throw TarHeader.Bad("a pax size is not a number");
}
