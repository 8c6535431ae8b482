namespace Slipway.PackageServer.Publications;

/// <summary>
/// An immutable run of an index: the entries with numbers from <see cref="First"/> to <see cref="Last"/>, compressed once.
/// It belongs to the generations from <see cref="Since"/> up to, not with, <see cref="Until"/>.
/// </summary>
sealed class Segment
{
    public long Id { get; init; }

    public required long DistributionId { get; init; }

    public required IndexKind Kind { get; init; }

    public required string Architecture { get; init; }

    public required long First { get; init; }

    public required long Last { get; init; }

    /// <summary>Entries.</summary>
    public required int Count { get; init; }

    public required long PlainLength { get; init; }

    /// <summary>Of the plain bytes, IEEE.</summary>
    public required long Crc32 { get; init; }

    public required int DeflatedLength { get; init; }

    public required int ZstdLength { get; init; }

    public required long Since { get; init; }

    public long? Until { get; set; }

    /// <summary>Raw deflate, sync-flushed; empty where the index has no gzip form. Not loaded with the row's figures.</summary>
    public byte[] Deflated { get; set; } = [];

    /// <summary>A zstd frame; empty where the index has no zstd form. Not loaded with the row's figures.</summary>
    public byte[] Zstd { get; set; } = [];

    /// <summary>In memory while the segment is new, or open.</summary>
    public byte[]? Plain { get; set; }

    /// <summary>At the end of its index, and small: it may still be merged with what comes next.</summary>
    public bool IsOpen { get; set; }

    public IndexKey Index => new(Kind, Architecture);

    public int LengthOf(Compression compression) => compression == Compression.Zstd ? ZstdLength : DeflatedLength;
}
