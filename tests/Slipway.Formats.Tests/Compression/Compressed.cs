using Slipway.Formats.Compression;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Compression;

/// <summary>Bytes packed by the real programs, and unpacked by ours.</summary>
static class Compressed
{
    public static async Task<byte[]> ByToolAsync(CompressionKind kind, byte[] plain, params string[] options)
    {
        if (kind == CompressionKind.None) return plain;
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder["plain"], plain);
        var (program, suffix) = kind switch
        {
            CompressionKind.Gzip => ("gzip", ".gz"),
            CompressionKind.Xz => ("xz", ".xz"),
            _ => ("zstd", ".zst"),
        };
        await Tool.RunAsync(program, [.. options, "-q", folder["plain"]]);
        return await File.ReadAllBytesAsync(folder["plain" + suffix]);
    }

    public static async Task<byte[]> UnpackAsync(CompressionKind kind, Stream packed, DecompressionLimits? limits = null)
    {
        await using var stream = Decompression.Open(packed, kind, limits ?? DecompressionLimits.Default);
        var plain = new MemoryStream();
        await stream.CopyToAsync(plain);
        return plain.ToArray();
    }

    public static Task<byte[]> UnpackAsync(CompressionKind kind, byte[] packed, DecompressionLimits? limits = null) =>
        UnpackAsync(kind, new MemoryStream(packed), limits);
}
