using System.Text;
using Slipway.Formats.Compression;

namespace Slipway.Formats.Tests.Compression;

public class DecompressionTests
{
    public static TheoryData<CompressionKind> Kinds => [CompressionKind.None, CompressionKind.Gzip, CompressionKind.Xz, CompressionKind.Zstd];

    public static TheoryData<CompressionKind> Packed => [CompressionKind.Gzip, CompressionKind.Xz, CompressionKind.Zstd];

    static readonly byte[] Plain = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60_000).Select(i => $"{i * 7919 % 10007} ")));

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_the_real_program_packs_comes_out_again(CompressionKind kind)
    {
        var packed = await Compressed.ByToolAsync(kind, Plain);
        (await Compressed.UnpackAsync(kind, packed)).ShouldBe(Plain);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_source_that_gives_one_byte_at_a_time_is_read_to_its_end(CompressionKind kind)
    {
        var packed = await Compressed.ByToolAsync(kind, Plain[..5000]);
        var source = new DribbleStream(packed, 1);
        (await Compressed.UnpackAsync(kind, source)).ShouldBe(Plain[..5000]);
        source.AtEnd.ShouldBeTrue();
    }

    [Theory, MemberData(nameof(Packed))]
    public async Task Streams_that_follow_each_other_are_one(CompressionKind kind)
    {
        var (first, second) = (await Compressed.ByToolAsync(kind, Plain[..1000]), await Compressed.ByToolAsync(kind, Plain[1000..3000]));
        byte[] both = [.. first, .. second];
        (await Compressed.UnpackAsync(kind, both)).ShouldBe(Plain[..3000]);
        (await Compressed.UnpackAsync(kind, new DribbleStream(both, first.Length))).ShouldBe(Plain[..3000]);
    }

    [Theory, MemberData(nameof(Packed))]
    public async Task Nothing_packed_is_nothing(CompressionKind kind) =>
        (await Compressed.UnpackAsync(kind, await Compressed.ByToolAsync(kind, []))).ShouldBeEmpty();

    [Theory, MemberData(nameof(Packed))]
    public async Task Every_truncation_is_refused(CompressionKind kind)
    {
        var packed = await Compressed.ByToolAsync(kind, Plain[..600]);
        for (var length = 0; length < packed.Length; length++)
        {
            var refusal = await Should.ThrowAsync<MalformedInputException>(Compressed.UnpackAsync(kind, packed[..length]), $"{length} of {packed.Length} bytes");
            refusal.Code.ShouldStartWith("compression.");
        }
    }

    [Theory, MemberData(nameof(Packed))]
    public async Task Garbage_behind_the_data_is_refused(CompressionKind kind)
    {
        var packed = await Compressed.ByToolAsync(kind, Plain[..600]);
        foreach (var garbage in new[] { "x", "garbage that is a little longer", "\u001f", "\u001f\u008b" })
        {
            byte[] longer = [.. packed, .. Encoding.Latin1.GetBytes(garbage)];
            await Should.ThrowAsync<MalformedInputException>(Compressed.UnpackAsync(kind, longer));
        }
    }

    [Theory, MemberData(nameof(Packed))]
    public async Task A_changed_byte_is_refused_or_changes_nothing(CompressionKind kind)
    {
        var packed = await Compressed.ByToolAsync(kind, Plain[..600], kind == CompressionKind.Zstd ? ["--check"] : []);
        for (var at = 0; at < packed.Length; at++)
        {
            var changed = (byte[])packed.Clone();
            changed[at] ^= 0x55;
            try
            {
                (await Compressed.UnpackAsync(kind, changed)).ShouldBe(Plain[..600], $"byte {at}");
            }
            catch (MalformedInputException refusal)
            {
                refusal.Code.ShouldStartWith("compression.");
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task More_output_than_allowed_is_refused(CompressionKind kind)
    {
        var packed = await Compressed.ByToolAsync(kind, Plain);
        var limits = new DecompressionLimits(Plain.Length - 1, int.MaxValue, long.MaxValue);
        (await Should.ThrowAsync<MalformedInputException>(Compressed.UnpackAsync(kind, packed, limits))).Code.ShouldBe("compression.too-large");
        (await Compressed.UnpackAsync(kind, packed, limits with { MaxOutput = Plain.Length })).Length.ShouldBe(Plain.Length);
    }

    [Fact]
    public async Task A_dictionary_that_needs_much_memory_is_refused()
    {
        var packed = await Compressed.ByToolAsync(CompressionKind.Xz, Plain[..600], "--lzma2=dict=256MiB");
        (await Should.ThrowAsync<MalformedInputException>(Compressed.UnpackAsync(CompressionKind.Xz, packed))).Code.ShouldBe("compression.memory");
    }

    [Fact]
    public async Task A_window_that_needs_much_memory_is_refused()
    {
        // A frame header that asks for a window of 2^31 bytes, then an empty last block.
        byte[] frame = [0x28, 0xb5, 0x2f, 0xfd, 0x00, (31 - 10) << 3, 0x01, 0x00, 0x00];
        (await Should.ThrowAsync<MalformedInputException>(Compressed.UnpackAsync(CompressionKind.Zstd, frame))).Message.ShouldContain("128 MiB");
    }

    [Fact]
    public async Task The_source_is_left_open_and_its_own_errors_pass_through()
    {
        var source = new MemoryStream(await Compressed.ByToolAsync(CompressionKind.Gzip, Plain));
        await Compressed.UnpackAsync(CompressionKind.Gzip, source);
        source.CanRead.ShouldBeTrue();
        source.Dispose();
        await Should.ThrowAsync<ObjectDisposedException>(Compressed.UnpackAsync(CompressionKind.Gzip, source));
    }
}
