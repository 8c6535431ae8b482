using System.Buffers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace Slipway.Formats.Compression;

/// <summary>Zstandard frames, one after the other. Windows up to 128 MiB, the format's recommended limit for readers.</summary>
internal sealed class ZstdDecoder : IStreamDecoder
{
    const int MaxWindowLog = 27;

    readonly Decompressor _zstd = new();
    bool _betweenFrames;

    public ZstdDecoder() => _zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MaxWindowLog);

    public DecodeStep Decode(ReadOnlySpan<byte> input, Span<byte> output, bool last)
    {
        if (input.IsEmpty && _betweenFrames) return new(0, 0, Complete: true);
        try
        {
            var status = _zstd.UnwrapStream(input, output, out var consumed, out var written);
            if (status == OperationStatus.InvalidData) throw Malformed.Corrupt($"not a zstd frame, or one whose window is above {1 << (MaxWindowLog - 20)} MiB");
            _betweenFrames = status == OperationStatus.Done;
            return new(consumed, written, _betweenFrames);
        }
        catch (ZstdException damaged)
        {
            throw Malformed.Corrupt(damaged.Message, damaged);
        }
    }

    public void Dispose() => _zstd.Dispose();
}
