using Slipway.Formats.Compression;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Compression;

/// <summary>Little that becomes much.</summary>
public class BombTests
{
    [Theory]
    [InlineData(CompressionKind.Gzip, "gzip -6")]
    [InlineData(CompressionKind.Xz, "xz -0 -T1")]
    [InlineData(CompressionKind.Zstd, "zstd -1 -q")]
    public async Task Zeros_without_end_are_stopped_early_and_in_little_memory(CompressionKind kind, string program)
    {
        using var folder = new TempFolder();
        await Tool.RunAsync("sh", "-c", $"head -c 200M /dev/zero | {program} > {folder["bomb"]}");
        // The same pack many times: 10 GB of zeros, without the wait.
        var pack = await File.ReadAllBytesAsync(folder["bomb"]);
        byte[] bomb = [.. Enumerable.Repeat(pack, 50).SelectMany(b => b)];

        var limits = new DecompressionLimits(64L << 30, 250, 64 << 20);
        await using var stream = Decompression.Open(new MemoryStream(bomb), kind, limits);
        var before = GC.GetTotalAllocatedBytes();
        var buffer = new byte[64 * 1024];
        var total = 0L;
        var refusal = await Should.ThrowAsync<MalformedInputException>(async () =>
        {
            while (await stream.ReadAsync(buffer) is > 0 and var read) total += read;
        });

        refusal.Code.ShouldBe("compression.bomb");
        total.ShouldBeLessThan(400 << 20);
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(64 << 20);
    }
}
