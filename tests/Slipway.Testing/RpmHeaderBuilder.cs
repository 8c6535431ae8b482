using System.Buffers.Binary;
using System.Text;

namespace Slipway.Testing;

/// <summary>
/// Writes one rpm header structure (rpm: docs/manual/format_header.md): a region, then tags in order. A tag set again replaces
/// the one before.
/// </summary>
public sealed class RpmHeaderBuilder(uint regionTag)
{
    readonly SortedDictionary<uint, (uint Type, uint Count, byte[] Data)> _tags = [];

    public IEnumerable<uint> Tags => _tags.Keys;

    public RpmHeaderBuilder Text(uint tag, string text) => Raw(tag, 6, 1, Joined([text]));

    public RpmHeaderBuilder I18n(uint tag, params string[] texts) => Raw(tag, 9, texts.Length, Joined(texts));

    public RpmHeaderBuilder Texts(uint tag, params IReadOnlyList<string> texts) =>
        texts.Count == 0 ? this : Raw(tag, 8, texts.Count, Joined(texts));

    public RpmHeaderBuilder Binary(uint tag, byte[] bytes) => Raw(tag, 7, bytes.Length, bytes);

    public RpmHeaderBuilder Int16(uint tag, params IReadOnlyList<ushort> numbers)
    {
        var data = new byte[numbers.Count * 2];
        for (var i = 0; i < numbers.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(i * 2), numbers[i]);
        }

        return numbers.Count == 0 ? this : Raw(tag, 3, numbers.Count, data);
    }

    public RpmHeaderBuilder Int32(uint tag, params IReadOnlyList<uint> numbers)
    {
        var data = new byte[numbers.Count * 4];
        for (var i = 0; i < numbers.Count; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(i * 4), numbers[i]);
        }

        return numbers.Count == 0 ? this : Raw(tag, 4, numbers.Count, data);
    }

    public RpmHeaderBuilder Int64(uint tag, params IReadOnlyList<ulong> numbers)
    {
        var data = new byte[numbers.Count * 8];
        for (var i = 0; i < numbers.Count; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(data.AsSpan(i * 8), numbers[i]);
        }

        return numbers.Count == 0 ? this : Raw(tag, 5, numbers.Count, data);
    }

    /// <summary>A tag as it should never be: any type, any count, any bytes.</summary>
    public RpmHeaderBuilder Raw(uint tag, uint type, long count, byte[] data)
    {
        _tags[tag] = (type, (uint)count, data);
        return this;
    }

    public RpmHeaderBuilder Remove(uint tag)
    {
        _tags.Remove(tag);
        return this;
    }

    public byte[] ToArray()
    {
        var store = new MemoryStream();
        var index = new List<(uint Tag, uint Type, uint Offset, uint Count)>();
        foreach (var (tag, (type, count, data)) in _tags)
        {
            var width = type switch { 3 => 2, 4 => 4, 5 => 8, _ => 1 };
            store.Write(new byte[(width - (store.Length % width)) % width]);
            index.Add((tag, type, (uint)store.Length, count));
            store.Write(data);
        }

        index.Insert(0, (regionTag, 7, (uint)store.Length, 16));
        store.Write(Line(regionTag, 7, (uint)(-index.Count * 16), 16));
        return
        [
            0x8e, 0xad, 0xe8, 0x01, 0, 0, 0, 0, .. Number((uint)index.Count), .. Number((uint)store.Length),
            .. index.SelectMany(line => Line(line.Tag, line.Type, line.Offset, line.Count)), .. store.ToArray(),
        ];
    }

    static byte[] Line(params uint[] numbers) => [.. numbers.SelectMany(Number)];

    static byte[] Number(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }

    static byte[] Joined(IReadOnlyList<string> texts) => Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => text + "\0")));
}
