using Slipway.Formats.Compression;

namespace Slipway.PackageServer.Publications;

/// <summary>CRC-32 and length of plain content that is known only by its segments' CRCs and lengths.</summary>
readonly record struct RunningCrc(uint Crc32, long Length)
{
    public RunningCrc Then(Segment segment) =>
        new(Crc32Combination.Combine(Crc32, (uint)segment.Crc32, segment.PlainLength), Length + segment.PlainLength);

    public RunningCrc Then(ReadOnlySpan<byte> plain) =>
        new(Crc32Combination.Combine(Crc32, Crc32Combination.Of(plain), plain.Length), Length + plain.Length);
}
