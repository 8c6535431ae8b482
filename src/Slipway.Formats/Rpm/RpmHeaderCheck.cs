using System.Buffers.Binary;

namespace Slipway.Formats.Rpm;

/// <summary>
/// The checks that rpm makes of an index before it uses it (lib/header.cc: hdrblobVerifyInfo, hdrblobVerifyRegion), and one
/// more: no tag twice, so that no two readers can see different packages in the same bytes.
/// </summary>
internal static class RpmHeaderCheck
{
    const uint FirstOrdinaryTag = 100;

    /// <summary>The entries by tag, without the region.</summary>
    public static Dictionary<uint, RpmEntry> Entries(ReadOnlySpan<byte> index, ReadOnlySpan<byte> store, string header, int maxArray)
    {
        var entries = new Dictionary<uint, RpmEntry>(index.Length / RpmEntry.Size);
        uint end = 0;
        for (var at = 0; at < index.Length; at += RpmEntry.Size)
        {
            var entry = RpmEntry.Parse(index[at..]);
            if (at == 0 && entry.Tag < FirstOrdinaryTag)
            {
                continue;
            }

            // Data lies in the order of the index and never overlaps: that also keeps this loop linear in the store.
            if (entry.Tag < FirstOrdinaryTag || entry.Offset < end || entry.Offset > store.Length)
            {
                throw RpmFault.BadTag(header, entry.Tag, "is out of place");
            }

            end = entry.Offset + Length(entry, store[(int)entry.Offset..], header, maxArray);
            if (!entries.TryAdd(entry.Tag, entry))
            {
                throw new MalformedInputException("rpm.duplicate-tag", $"Tag {entry.Tag} stands twice in the {header}.");
            }
        }

        return entries;
    }

    /// <summary>Whether the first entry is the header's region; one that is there must be right.</summary>
    /// <param name="exact">In package files the main header's region spans all of it; else tags could be added beside what was signed.</param>
    public static bool Region(ReadOnlySpan<byte> index, ReadOnlySpan<byte> store, uint tag, string header, bool exact)
    {
        if (index.IsEmpty)
        {
            throw RpmFault.BadHeader($"The {header} has no tags.");
        }

        var region = RpmEntry.Parse(index);
        if (region.Tag != tag)
        {
            return false;
        }

        if (region.Type != RpmType.Binary || region.Count != RpmEntry.Size || region.Offset > (uint)store.Length ||
            store.Length - region.Offset < RpmEntry.Size)
        {
            throw RpmFault.BadHeader($"The region of the {header} lies outside of its data.");
        }

        var trailer = store.Slice((int)region.Offset, RpmEntry.Size);
        var end = RpmEntry.Parse(trailer);
        var back = -(long)BinaryPrimitives.ReadInt32BigEndian(trailer[8..]);
        // Old packages have the tag of the image, 61, in the trailer of the signature's region.
        var tagFits = end.Tag == tag || (tag == (uint)RpmSignatureTag.HeaderSignatures && end.Tag == 61);
        if (!tagFits || end.Type != RpmType.Binary || end.Count != RpmEntry.Size || back <= 0 || back % RpmEntry.Size != 0 || back > index.Length)
        {
            throw RpmFault.BadHeader($"The region of the {header} has a bad trailer.");
        }

        if (exact && (back != index.Length || region.Offset + RpmEntry.Size != store.Length))
        {
            throw RpmFault.BadHeader($"The region of the {header} does not span all of it.");
        }

        return true;
    }

    static uint Length(RpmEntry entry, ReadOnlySpan<byte> data, string header, int maxArray)
    {
        if (entry.Type is < RpmType.Char or > RpmType.I18nText)
        {
            throw RpmFault.BadTag(header, entry.Tag, "is of no known type");
        }

        if (entry.Count == 0 || entry.Count > data.Length || (entry.Type != RpmType.Binary && entry.Count > maxArray))
        {
            throw RpmFault.BadTag(header, entry.Tag, $"claims {entry.Count} elements");
        }

        if (entry.Width == 0)
        {
            return TextLength(entry, data, header);
        }

        var length = (long)entry.Width * entry.Count;
        return entry.Offset % entry.Width == 0 && length <= data.Length
            ? (uint)length
            : throw RpmFault.BadTag(header, entry.Tag, "is not aligned, or longer than its header");
    }

    static uint TextLength(RpmEntry entry, ReadOnlySpan<byte> data, string header)
    {
        if (entry.Type == RpmType.Text && entry.Count != 1)
        {
            throw RpmFault.BadTag(header, entry.Tag, "is one text but claims several");
        }

        var length = 0;
        for (var i = 0; i < entry.Count; i++)
        {
            var end = data[length..].IndexOf((byte)0);
            if (end < 0)
            {
                throw RpmFault.BadTag(header, entry.Tag, "does not end within its header");
            }

            length += end + 1;
        }

        return (uint)length;
    }
}
