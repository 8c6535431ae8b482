using System.Buffers.Binary;

namespace Slipway.Formats.Rpm;

/// <summary>A header whose index was checked: asking for a tag never leaves the store.</summary>
/// <param name="bytes">The header as it stands in the file: intro, index, store.</param>
internal sealed class RpmHeader(string name, ReadOnlyMemory<byte> bytes, Dictionary<uint, RpmEntry> entries, int storeAt)
{
    /// <summary>All of it, the magic included: what the header digests are taken over.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    public IEnumerable<uint> Tags => entries.Keys;

    public bool Has(uint tag) => entries.ContainsKey(tag);

    /// <summary>The bytes of the first text of a tag (the C locale of an I18N one); null where the tag is absent.</summary>
    public ReadOnlyMemory<byte>? Text(uint tag)
    {
        if (!entries.TryGetValue(tag, out var entry))
        {
            return null;
        }

        var data = Data(Expect(entry, entry.IsText));
        return data[..data.Span.IndexOf((byte)0)];
    }

    /// <summary>A walk over the texts of an array.</summary>
    public RpmTexts Texts(uint tag) => entries.TryGetValue(tag, out var entry)
        ? new RpmTexts(Data(Expect(entry, entry.IsText)), (int)entry.Count)
        : default;

    /// <summary>A walk over numbers of the given type.</summary>
    public RpmNumbers Numbers(uint tag, RpmType type) => entries.TryGetValue(tag, out var entry)
        ? new RpmNumbers(Data(Expect(entry, entry.Type == type)), (int)entry.Count, type)
        : default;

    /// <summary>A single number; null where the tag is absent.</summary>
    public ulong? Number(uint tag, RpmType type)
    {
        var numbers = Numbers(tag, type);
        return numbers.Count switch
        {
            0 => null,
            1 => numbers[0],
            _ => throw RpmFault.BadTag(name, tag, "holds more than one number"),
        };
    }

    public ReadOnlyMemory<byte>? Binary(uint tag)
    {
        if (entries.TryGetValue(tag, out var entry))
        {
            return Data(Expect(entry, entry.Type == RpmType.Binary))[..(int)entry.Count];
        }

        // Not in a conditional expression: there null would become memory of no bytes.
        return null;
    }

    ReadOnlyMemory<byte> Data(RpmEntry entry) => bytes[(storeAt + (int)entry.Offset)..];

    RpmEntry Expect(RpmEntry entry, bool fits) => fits ? entry : throw RpmFault.BadTag(name, entry.Tag, $"is of type {(uint)entry.Type}");
}

/// <summary>Numbers of one tag, still big endian in the store.</summary>
internal readonly record struct RpmNumbers(ReadOnlyMemory<byte> Data, int Count, RpmType Type)
{
    public ulong this[int i] => Type switch
    {
        RpmType.Int16 => BinaryPrimitives.ReadUInt16BigEndian(Data.Span[(i * 2)..]),
        RpmType.Int32 => BinaryPrimitives.ReadUInt32BigEndian(Data.Span[(i * 4)..]),
        _ => BinaryPrimitives.ReadUInt64BigEndian(Data.Span[(i * 8)..]),
    };
}

/// <summary>Texts of one tag, one after another in the store, each ended by a NUL.</summary>
internal struct RpmTexts(ReadOnlyMemory<byte> data, int count)
{
    ReadOnlyMemory<byte> _rest = data;

    public readonly int Count => count;

    /// <summary>The next text; not to be called more than <see cref="Count"/> times.</summary>
    public ReadOnlySpan<byte> Next()
    {
        var end = _rest.Span.IndexOf((byte)0);
        var text = _rest.Span[..end];
        _rest = _rest[(end + 1)..];
        return text;
    }
}
