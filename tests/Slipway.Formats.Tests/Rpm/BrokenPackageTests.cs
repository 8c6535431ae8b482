using Slipway.Formats.Rpm;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Rpm;

public sealed class BrokenPackageTests
{
    [Theory]
    [MemberData(nameof(RpmLies.Headers), MemberType = typeof(RpmLies))]
    public async Task A_strange_header_is_refused(string what, Action<RpmHeaderBuilder> change, string code) =>
        (await RefusalAsync(new RpmBuilder { Header = change }.ToArray())).ShouldBe(code, what);

    [Theory]
    [MemberData(nameof(RpmLies.Signatures), MemberType = typeof(RpmLies))]
    public async Task A_package_that_lies_about_itself_is_refused(string what, Action<RpmHeaderBuilder> change, string code) =>
        (await RefusalAsync(new RpmBuilder { Signature = change }.ToArray())).ShouldBe(code, what);

    [Theory]
    [InlineData(5112u)]
    [InlineData(5121u)]
    [InlineData(5123u)]
    public async Task A_package_of_format_6_that_lies_about_its_payload_is_refused(uint tag)
    {
        Action<RpmHeaderBuilder> lie = tag == 5112
            ? h => h.Int64(5112, 7).Int64(5113, 8)
            : h => h.Text(tag, new string('0', 64)).Text(tag + 1, new string('0', 64));

        (await RefusalAsync(new RpmBuilder { Format = 6, Header = lie }.ToArray())).ShouldBe(tag == 5112 ? "rpm.size-mismatch" : "rpm.digest-mismatch");
    }

    [Fact]
    public async Task A_payload_without_any_sum_is_refused() => (await RefusalAsync(new RpmBuilder
    {
        Header = h => h.Remove(5092).Remove(5097),
        Signature = h => h.Remove(1004),
    }.ToArray())).ShouldBe("rpm.digest-missing");

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Every_beginning_of_a_package_is_refused(int format)
    {
        var rpm = new RpmBuilder { Format = format }.ToArray();
        for (var length = 0; length < rpm.Length; length++)
        {
            (await RefusalAsync(rpm[..length])).ShouldBe(length == 0 ? "rpm.not-an-rpm" : "rpm.truncated", $"{length} of {rpm.Length} bytes");
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public async Task Bytes_after_the_package_are_refused(int format) =>
        (await RefusalAsync([.. new RpmBuilder { Format = format }.ToArray(), 0])).ShouldBe("rpm.size-mismatch");

    [Theory]
    [InlineData(0, 0x21, "rpm.not-an-rpm")]
    [InlineData(3, 0, "rpm.not-an-rpm")]
    [InlineData(4, 2, "rpm.not-an-rpm")]
    [InlineData(7, 2, "rpm.not-an-rpm")]
    [InlineData(96, 0, "rpm.bad-header")]
    [InlineData(104, 0xff, "rpm.header-too-large")]
    [InlineData(108, 0xff, "rpm.header-too-large")]
    [InlineData(123, 0, "rpm.bad-header")]
    public async Task A_wrong_byte_at_the_start_is_refused(int at, byte value, string code)
    {
        var rpm = new RpmBuilder().ToArray();
        rpm[at] = value;

        (await RefusalAsync(rpm)).ShouldBe(code);
    }

    [Fact]
    public async Task A_tag_that_stands_twice_is_refused()
    {
        // The header's third entry becomes another name.
        var rpm = new RpmBuilder().ToArray();
        var header = rpm.AsSpan().LastIndexOf((byte[])[0x8e, 0xad, 0xe8, 0x01]);
        rpm.AsSpan(header + 16 + 32, 4).CopyTo(rpm.AsSpan(header + 16 + 48));

        (await RefusalAsync(rpm)).ShouldBe("rpm.duplicate-tag");
    }

    [Fact]
    public async Task A_huge_claim_in_a_small_file_costs_little_memory()
    {
        byte[] intro = [0x8e, 0xad, 0xe8, 0x01, 0, 0, 0, 0, 0, 0, 0, 1, 0x01, 0xff, 0, 0];
        byte[] rpm = [.. new RpmBuilder().ToArray()[..96], .. intro, .. new byte[1000]];
        var before = GC.GetAllocatedBytesForCurrentThread();

        (await RefusalAsync(rpm)).ShouldBe("rpm.truncated");

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1 << 20);
    }

    [Fact]
    public async Task A_header_beyond_the_limit_is_refused() =>
        (await RefusalAsync(new RpmBuilder().ToArray(), RpmLimits.Default with { MaxHeaderBytes = 500 })).ShouldBe("rpm.header-too-large");

    [Fact]
    public async Task A_small_header_that_would_become_an_endless_file_list_is_refused()
    {
        var rpm = new RpmBuilder { Files = [.. Enumerable.Range(0, 2000).Select(i => ($"/{new string('d', 100_000)}/{i}", Array.Empty<byte>()))] }.ToArray();

        (await RefusalAsync(rpm)).ShouldBe("rpm.file-list-too-large");
    }

    static async Task<string> RefusalAsync(byte[] rpm, RpmLimits? limits = null) => (await Should.ThrowAsync<MalformedInputException>(
        async () => await RpmReader.ReadAsync(new MemoryStream(rpm), limits ?? RpmLimits.Default, TestContext.Current.CancellationToken))).Code;
}
