using Slipway.Formats.Compression;
using Slipway.Formats.Debian;

namespace Slipway.PackageServer.Publications;

/// <summary>
/// A package's part of an index: a stanza, an XML element, or the paths under one name. Numbers count up in the order in which entries
/// were published, so an index is its live entries by number, and a segment of it those with numbers between two bounds.
/// </summary>
sealed class IndexEntry
{
    public required long DistributionId { get; init; }

    public required long Number { get; init; }

    public required IndexKind Kind { get; init; }

    /// <summary>The package's own, mapped to a folder: <c>all</c> and <c>noarch</c> are listed in every architecture's index.</summary>
    public required string Architecture { get; init; }

    public long? PackageId { get; set; }

    /// <summary>For Contents and Paths: <c>section/name</c>.</summary>
    public string? Key { get; init; }

    /// <summary>zstd.</summary>
    public required byte[] Data { get; init; }

    /// <summary>What stands in the index for it.</summary>
    public byte[] Render() => Render(Kind, Key, ZstdFrames.Decompress(Data));

    public static byte[] Render(IndexKind kind, string? key, byte[] plain) =>
        kind == IndexKind.Contents ? ContentsLines.Write(PathSet.Parse(plain), key!) : plain;
}
