using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Slipway.Formats.Rpm;

/// <summary>One 16-byte line of a header's index. Counts and offsets were checked against the store.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RpmEntry(uint Tag, RpmType Type, uint Offset, uint Count)
{
    public const int Size = 16;

    public static RpmEntry Parse(ReadOnlySpan<byte> line) => new(
        BinaryPrimitives.ReadUInt32BigEndian(line),
        (RpmType)BinaryPrimitives.ReadUInt32BigEndian(line[4..]),
        BinaryPrimitives.ReadUInt32BigEndian(line[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(line[12..]));

    public bool IsText => Type is RpmType.Text or RpmType.TextArray or RpmType.I18nText;

    /// <summary>Bytes per element; 0 where elements end with a NUL.</summary>
    public int Width => Type switch
    {
        RpmType.Char or RpmType.Int8 or RpmType.Binary => 1,
        RpmType.Int16 => 2,
        RpmType.Int32 => 4,
        RpmType.Int64 => 8,
        _ => 0,
    };
}
