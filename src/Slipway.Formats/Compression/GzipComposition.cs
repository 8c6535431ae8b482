using System.Buffers.Binary;
using System.IO.Compression;

namespace Slipway.Formats.Compression;

/// <summary>
/// One gzip member (RFC 1952) put together from segments that were compressed apart: header, then each segment's raw deflate blocks
/// (RFC 1951) ended by a sync flush and so byte-aligned, then an empty final block, CRC-32 and length. Readers that stop after the
/// first member read it whole; tested with apt, libsolv and createrepo_c.
/// </summary>
public static class GzipComposition
{
    /// <summary>10 bytes: no name, no time, so equal content is equal bytes.</summary>
    public static ReadOnlySpan<byte> Header => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

    /// <summary>Bytes of <see cref="Trailer"/>.</summary>
    public const int TrailerLength = 10;

    /// <summary>A segment's share of the member: never a final block.</summary>
    public static byte[] CompressSegment(ReadOnlySpan<byte> plain)
    {
        using var output = new MemoryStream(plain.Length / 3 + 64);
        var deflate = new DeflateStream(output, CompressionLevel.Optimal, leaveOpen: true);
        deflate.Write(plain);
        deflate.Flush(); // Z_SYNC_FLUSH: ends with 00 00 FF FF
        var bytes = output.ToArray();
        deflate.Dispose(); // would add the final block: after the bytes are taken
        return bytes;
    }

    /// <summary>The empty final block, then CRC-32 and length modulo 2^32 of the whole plain content.</summary>
    public static byte[] Trailer(uint crc32, long plainLength)
    {
        var trailer = new byte[TrailerLength];
        trailer[0] = 3;
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(2), crc32);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer.AsSpan(6), unchecked((uint)plainLength));
        return trailer;
    }
}
