using System.Runtime.InteropServices;

namespace Slipway.Formats.Compression;

/// <summary>How much one compressed stream may become before it counts as a bomb.</summary>
/// <param name="MaxOutput">Bytes that come out at most.</param>
/// <param name="MaxRatio">Output bytes per input byte at most, judged beyond the first <paramref name="RatioFreeBytes"/>.</param>
/// <param name="RatioFreeBytes">Output that no ratio is asked of: small files of zeros are harmless.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DecompressionLimits(long MaxOutput, int MaxRatio, long RatioFreeBytes)
{
    /// <summary>64 GiB, and 250:1 beyond the first 256 MiB.</summary>
    public static DecompressionLimits Default { get; } = new(64L << 30, 250, 256L << 20);
}
