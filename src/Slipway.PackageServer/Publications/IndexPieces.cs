using Slipway.Formats.Compression;

namespace Slipway.PackageServer.Publications;

/// <summary>
/// The bytes around the segments of an index, in one of its forms: what comes first, and what comes last once CRC and length are known.
/// First, every segment's bytes in order, last: that is the file.
/// </summary>
sealed class IndexPieces(IndexFormat format, Compression compression, long count)
{
    readonly byte[] header = format.Header(count);

    /// <summary>Of the plain header, where CRC and length begin.</summary>
    public RunningCrc Start => default(RunningCrc).Then(header);

    public byte[] First => compression switch
    {
        Compression.Gzip => [.. GzipComposition.Header, .. Compressed(header)],
        _ => Compressed(header),
    };

    public int FooterLength => format.Footer.Length;

    /// <param name="end">After the last segment.</param>
    public byte[] Last(RunningCrc end)
    {
        var whole = end.Then(format.Footer);
        return compression switch
        {
            Compression.Gzip => [.. Compressed(format.Footer), .. GzipComposition.Trailer(whole.Crc32, whole.Length)],
            _ => Compressed(format.Footer),
        };
    }

    byte[] Compressed(byte[] plain) => (plain.Length, compression) switch
    {
        (0, _) => [],
        (_, Compression.Gzip) => GzipComposition.CompressSegment(plain),
        (_, Compression.Zstd) => ZstdFrames.CompressSegment(plain),
        _ => plain,
    };
}
