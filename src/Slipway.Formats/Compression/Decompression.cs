namespace Slipway.Formats.Compression;

/// <summary>Opens compressed bytes from outside for one bounded pass.</summary>
public static class Decompression
{
    /// <summary>
    /// A forward-only stream of what <paramref name="source"/> holds; asynchronous reads only. The source is read to its end and left open.
    /// Corrupt, truncated or overlong data throws <see cref="MalformedInputException"/>, with a code of <c>compression.*</c>.
    /// An exception of the source itself passes through unchanged.
    /// </summary>
    public static Stream Open(Stream source, CompressionKind kind, DecompressionLimits limits)
    {
        var input = new CountingStream(source);
        Stream decoded = kind switch
        {
            CompressionKind.None => input,
            CompressionKind.Gzip => new GunzipStream(input),
            CompressionKind.Xz => new DecoderStream(input, new XzDecoder()),
            CompressionKind.Zstd => new DecoderStream(input, new ZstdDecoder()),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a compression"),
        };
        return new BoundedStream(decoded, input, limits);
    }
}
