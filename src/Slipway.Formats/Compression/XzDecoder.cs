namespace Slipway.Formats.Compression;

/// <summary>xz through the system's liblzma, which every Debian and RPM system carries.</summary>
internal sealed class XzDecoder : IStreamDecoder
{
    /// <summary>Enough for <c>xz -9</c> (65 MiB), and for dictionaries up to about 120 MiB.</summary>
    const ulong MemoryLimit = 128 << 20;

    readonly LzmaHandle _lzma = LzmaHandle.Decoder(MemoryLimit);

    public DecodeStep Decode(ReadOnlySpan<byte> input, Span<byte> output, bool last)
    {
        var result = _lzma.Code(input, output, last, out var consumed, out var written);
        return result switch
        {
            LzmaResult.Ok => new(consumed, written, Complete: false),
            LzmaResult.StreamEnd => new(consumed, written, Complete: true),
            LzmaResult.BufferError when last && input.IsEmpty => throw Malformed.Truncated(),
            LzmaResult.BufferError => new(consumed, written, Complete: false),
            LzmaResult.MemoryLimit or LzmaResult.Memory => throw Malformed.TooMuchMemory($"above {MemoryLimit >> 20} MiB"),
            LzmaResult.Format => throw Malformed.Corrupt("not an xz stream"),
            LzmaResult.Options => throw Malformed.Corrupt("xz options that this decoder does not know"),
            _ => throw Malformed.Corrupt($"xz says {result}"),
        };
    }

    public void Dispose() => _lzma.Dispose();
}
