using Slipway.Formats.Debian;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Debian;

public class MalformedDebTests
{
    static readonly DebBuilder Builder = new() { Files = new Dictionary<string, string> { ["usr/bin/a"] = "content", ["etc/b"] = "x" } };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_prefix_of_a_package_is_refused(bool gzip)
    {
        var package = (Builder with { Gzip = gzip }).Build();
        for (var length = 0; length < package.Length; length++)
        {
            var refusal = await Deb.RefusedAsync(package[..length]);
            refusal.Code.ShouldBeOneOf("deb.empty", "deb.truncated", "deb.not-a-deb", "deb.control-missing", "deb.data-missing");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_changed_byte_is_refused_in_our_words_or_is_harmless(bool gzip)
    {
        var package = (Builder with { Gzip = gzip }).Build();
        for (var at = 0; at < package.Length; at++)
        {
            var changed = (byte[])package.Clone();
            changed[at] ^= (byte)(1 << (at % 8));
            try
            {
                await Deb.ReadAsync(changed);
            }
            catch (MalformedInputException)
            {
            }
        }
    }

    [Theory]
    [InlineData("", "deb.empty")]
    [InlineData("!<arc", "deb.truncated")]
    [InlineData("PK\u0003\u0004 this is a zip file", "deb.not-a-deb")]
    [InlineData("!<arch>\n", "deb.not-a-deb")]
    public async Task What_is_no_package_is_named_so(string content, string code) =>
        (await Deb.RefusedAsync(System.Text.Encoding.Latin1.GetBytes(content))).Code.ShouldBe(code);

    [Fact]
    public async Task The_three_members_must_be_there_once_and_in_order()
    {
        var format = ("debian-binary", "2.0\n"u8.ToArray());
        var control = ("control.tar", Builder.ControlArchive());
        var data = ("data.tar", Builder.DataArchive());

        await Refused("deb.not-a-deb", control, data);
        await Refused("deb.control-missing", format);
        await Refused("deb.control-missing", format, data, control);
        await Refused("deb.control-missing", format, format, control, data);
        await Refused("deb.data-missing", format, control);
        await Refused("deb.data-missing", format, control, control, data);
        await Refused("deb.unexpected-member", format, control, data, data);
        await Refused("deb.unexpected-member", format, control, data, ("debsigs", [1]));
        await Refused("deb.format-version", ("debian-binary", "3.0\n"u8.ToArray()), control, data);
        await Refused("deb.format-version", ("debian-binary", "2.0"u8.ToArray()), control, data);
        await Refused("deb.format-version", ("debian-binary", new byte[5000]), control, data);

        static async Task Refused(string code, params (string, byte[])[] members) =>
            (await Deb.RefusedAsync(ArFile.Write(members))).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("data.tar.bz2")]
    [InlineData("data.tar.lzma")]
    [InlineData("data.tarx")]
    public async Task Another_compression_is_refused_with_the_remedy(string name)
    {
        var package = ArFile.Write(("debian-binary", "2.0\n"u8.ToArray()), ("control.tar", Builder.ControlArchive()), (name, [1, 2]));
        var refusal = await Deb.RefusedAsync(package);
        refusal.Code.ShouldBe("deb.unsupported-compression");
        refusal.Message.ShouldContain("dpkg-deb -Zxz");
    }

    [Theory]
    [InlineData("9999999999")]
    [InlineData("-1")]
    [InlineData("0x10")]
    [InlineData("")]
    [InlineData("1 1")]
    public async Task An_absurd_member_size_is_refused(string size)
    {
        byte[] package = [.. "!<arch>\n"u8, .. ArFile.Member("debian-binary", "2.0\n"u8.ToArray()), .. ArFile.Member("control.tar", Builder.ControlArchive(), size)];
        (await Deb.RefusedAsync(package)).Code.ShouldBeOneOf("deb.bad-ar-header", "deb.truncated");
    }

    [Fact]
    public async Task Trailing_garbage_is_refused()
    {
        var package = Builder.Build();
        (await Deb.RefusedAsync([.. package, 0])).Code.ShouldBe("deb.truncated");
        (await Deb.RefusedAsync([.. package, .. new byte[100]])).Code.ShouldBe("deb.bad-ar-header");
        (await Deb.RefusedAsync([.. package, .. package])).Code.ShouldBe("deb.bad-ar-header");
    }

    [Theory]
    [InlineData("../etc/passwd", "deb.path-traversal")]
    [InlineData("./usr/../../etc/passwd", "deb.path-traversal")]
    [InlineData("usr/..", "deb.path-traversal")]
    [InlineData("/etc/passwd", "deb.absolute-path")]
    [InlineData("usr/new\nline", "deb.bad-file-name")]
    [InlineData("", "deb.bad-file-name")]
    [InlineData(".", "deb.bad-file-name")]
    public async Task A_name_that_is_not_one_of_a_file_below_the_root_is_refused(string name, string code)
    {
        (await Deb.RefusedAsync(Deb.WithData(TarFile.File(name, [])))).Code.ShouldBe(code);
        if (name.Length > 0) (await Deb.RefusedAsync(Deb.WithData(TarFile.Pax("path", name), TarFile.File("innocent", [])))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Names_with_two_dots_in_them_are_fine() =>
        Deb.Lines((await Deb.ReadAsync(Deb.WithData(TarFile.File("a..b/..c/d..", [])))).Paths).ShouldBe(["a..b/..c/d.."]);

    [Fact]
    public async Task Damaged_tar_headers_are_refused()
    {
        var badSum = TarFile.File("a", []);
        badSum[0] ^= 1;
        await Refused("deb.bad-tar-header", badSum);
        await Refused("deb.bad-tar-header", TarFile.Entry("a", '0', [], h => TarFile.Put(h, 124, "0000000009x\0")));
        await Refused("deb.bad-tar-header", TarFile.Entry("a", '0', [], h => h.AsSpan(124, 12).Fill(0xff)));
        await Refused("deb.bad-tar-header", TarFile.Entry("a", '0', [], h => { h.AsSpan(124, 12).Fill(0x7f); h[124] = 0x80; }));
        await Refused("deb.bad-tar-header", TarFile.Entry("a", '2', [], h => TarFile.Put(h, 124, "00000001000\0")));
        await Refused("deb.bad-tar-header", TarFile.Entry("pax", 'x', "99 path=a\n"u8.ToArray()), TarFile.File("a", []));
        await Refused("deb.bad-tar-header", TarFile.Entry("pax", 'x', "path=a\n"u8.ToArray()), TarFile.File("a", []));
        await Refused("deb.bad-tar-header", TarFile.Pax("size", "-5"), TarFile.File("a", []));
        await Refused("deb.bad-tar-header", TarFile.Pax("path", "x", 'g'), TarFile.File("a", []));
        await Refused("deb.bad-tar-header", TarFile.LongName("lonely"));
        await Refused("deb.tar-entry-type", TarFile.Link("a", 'S'));
        await Refused("deb.tar-entry-type", TarFile.Link("a", 'V'));
        await Refused("deb.tar-entry-type", TarFile.Pax("GNU.sparse.major", "1"), TarFile.File("a", []));
        await Refused("deb.name-too-long", TarFile.LongName(new string('n', 5000)), TarFile.File("a", []));
        await Refused("deb.name-too-long", TarFile.Pax("path", new string('n', 5000)), TarFile.File("a", []));
        await Refused("deb.tar-trailing-data", TarFile.File("a", []), new byte[512], TarFile.File("hidden", []));

        static async Task Refused(string code, params byte[][] entries) => (await Deb.RefusedAsync(Deb.WithData(entries))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task An_archive_without_its_end_mark_is_refused()
    {
        var data = TarFile.Write(TarFile.File("a", [1, 2, 3]));
        foreach (var length in new[] { 0, 1, 511, 512, 513, 1023, 1024 })
            (await Deb.RefusedAsync(Deb.Of(Builder.ControlArchive(), data[..length]))).Code.ShouldBe("deb.tar-truncated");
        Deb.Lines((await Deb.ReadAsync(Deb.Of(Builder.ControlArchive(), data[..1536]))).Paths).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_file_may_claim_to_be_huge_without_costing_anything()
    {
        var huge = TarFile.Entry("a", '0', [], h => TarFile.Put(h, 124, "77777777777\0"));
        (await Deb.RefusedAsync(Deb.WithData(huge))).Code.ShouldBe("deb.tar-truncated");
        var control = TarFile.Entry("control", '0', [], h => TarFile.Put(h, 124, "77777777777\0"));
        (await Deb.RefusedAsync(Deb.Of(TarFile.Write(control), Builder.DataArchive()))).Code.ShouldBe("control.too-large");
    }

    [Fact]
    public async Task The_limits_hold()
    {
        var package = Deb.WithData([.. Enumerable.Range(0, 50).Select(i => TarFile.File($"file{i}", []))]);
        await Deb.ReadAsync(package, DebLimits.Default with { Tar = new(50, 100, 100) });
        (await Deb.RefusedAsync(package, DebLimits.Default with { Tar = new(49, 100, 100) })).Code.ShouldBe("deb.too-many-files");
        (await Deb.RefusedAsync(package, DebLimits.Default with { Tar = new(50, 5, 100) })).Code.ShouldBe("deb.name-too-long");
        (await Deb.RefusedAsync(package, DebLimits.Default with { MaxPathBytes = 100 })).Code.ShouldBe("deb.too-many-files");
        (await Deb.RefusedAsync(package, DebLimits.Default with { Control = new(20, 100) })).Code.ShouldBe("control.too-large");
        (await Deb.RefusedAsync(package, DebLimits.Default with { DataArchive = new(5000, 1, 1) })).Code.ShouldBe("compression.too-large");
    }

    [Fact]
    public async Task The_control_file_must_be_one_regular_file()
    {
        var control = TarFile.File("./control", "Package: aa\nVersion: 1\nArchitecture: all\n"u8.ToArray());
        await Refused("deb.control-missing", TarFile.File("./md5sums", []));
        await Refused("deb.control-missing", TarFile.Link("./control"));
        await Refused("deb.control-twice", control, control);
        await Refused("deb.path-traversal", control, TarFile.File("../x", []));

        static async Task Refused(string code, params byte[][] entries) =>
            (await Deb.RefusedAsync(Deb.Of(TarFile.Write(entries), Builder.DataArchive()))).Code.ShouldBe(code);
    }
}
