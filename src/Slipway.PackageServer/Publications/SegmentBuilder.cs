using System.Buffers;
using Slipway.Formats.Compression;

namespace Slipway.PackageServer.Publications;

/// <summary>An entry as it stands in an index.</summary>
readonly record struct RenderedEntry(long Number, ReadOnlyMemory<byte> Plain);

/// <summary>Cuts rendered entries into segments and compresses each once.</summary>
sealed class SegmentBuilder(long distribution, IndexKey key, IndexFormat format)
{
    /// <summary>Plain bytes from which on a segment is sealed: never merged with a later one. Larger ones compress better and cost more to rewrite.</summary>
    public const int Sealed = 64 * 1024;

    public IEnumerable<Segment> Build(IReadOnlyList<RenderedEntry> entries, long since)
    {
        var from = 0;
        var length = 0L;
        for (var i = 0; i < entries.Count; i++)
        {
            length += entries[i].Plain.Length;
            if (length >= Sealed || i == entries.Count - 1)
            {
                yield return Build(entries, from, i, since);
                (from, length) = (i + 1, 0);
            }
        }
    }

    /// <summary>One segment from two neighbours.</summary>
    public Segment Merge(Segment left, Segment right, long since) =>
        Build([.. left.Plain!, .. right.Plain!], left.First, right.Last, left.Count + right.Count, since);

    Segment Build(IReadOnlyList<RenderedEntry> entries, int from, int to, long since)
    {
        var plain = new ArrayBufferWriter<byte>(entries[from].Plain.Length * (to - from + 1) + 256);
        for (var i = from; i <= to; i++)
        {
            plain.Write(entries[i].Plain.Span);
        }

        return Build(plain.WrittenSpan.ToArray(), entries[from].Number, entries[to].Number, to - from + 1, since);
    }

    Segment Build(byte[] plain, long first, long last, int count, long since)
    {
        var deflated = format.Has(Compression.Gzip) ? GzipComposition.CompressSegment(plain) : [];
        var zstd = format.Has(Compression.Zstd) ? ZstdFrames.CompressSegment(plain) : [];
        return new Segment
        {
            DistributionId = distribution,
            Kind = key.Kind,
            Architecture = key.Architecture,
            First = first,
            Last = last,
            Count = count,
            PlainLength = plain.Length,
            Crc32 = Crc32Combination.Of(plain),
            DeflatedLength = deflated.Length,
            ZstdLength = zstd.Length,
            Since = since,
            Deflated = deflated,
            Zstd = zstd,
            Plain = plain,
            IsOpen = plain.Length < Sealed,
        };
    }
}
