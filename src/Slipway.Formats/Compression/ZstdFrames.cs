using System.Collections.Concurrent;
using ZstdSharp;

namespace Slipway.Formats.Compression;

/// <summary>zstd (RFC 8878): an index is simply its segments' frames, one after the other; apt and libsolv read all of them.</summary>
public static class ZstdFrames
{
    const int Level = 3;

    // A compressor holds megabytes; as many as there are cores serve any number of threads.
    static readonly ConcurrentBag<Compressor> Compressors = [];

    static readonly ConcurrentBag<Decompressor> Decompressors = [];

    /// <summary>One frame with its content size.</summary>
    public static byte[] CompressSegment(ReadOnlySpan<byte> plain)
    {
        var compressor = Compressors.TryTake(out var idle) ? idle : new Compressor(Level);
        var frame = compressor.Wrap(plain).ToArray();
        GiveBack(Compressors, compressor);
        return frame;
    }

    /// <summary>For frames that we made ourselves; bytes from outside go through <c>Decompression</c>.</summary>
    public static byte[] Decompress(ReadOnlySpan<byte> own)
    {
        var decompressor = Decompressors.TryTake(out var idle) ? idle : new Decompressor();
        var plain = decompressor.Unwrap(own).ToArray();
        GiveBack(Decompressors, decompressor);
        return plain;
    }

    static void GiveBack<T>(ConcurrentBag<T> idle, T used)
        where T : IDisposable
    {
        if (idle.Count < Environment.ProcessorCount)
        {
            idle.Add(used);
        }
        else
        {
            used.Dispose();
        }
    }
}
