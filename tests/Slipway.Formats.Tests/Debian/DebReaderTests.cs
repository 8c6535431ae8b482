using System.Text;
using Slipway.Formats.Debian;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Debian;

public class DebReaderTests
{
    [Fact]
    public async Task A_package_gives_its_control_fields_and_its_paths()
    {
        var package = await Deb.ReadAsync(new DebBuilder
        {
            Name = "hello",
            Version = "2:1.0-1",
            Fields = new Dictionary<string, string> { ["Depends"] = "libc6 (>= 2.36)" },
            Files = new Dictionary<string, string> { ["usr/bin/hello"] = "hi", ["etc/hello.conf"] = "" },
        }.Build());

        package.Control["package"].ShouldBe("hello");
        package.Control["DEPENDS"].ShouldBe("libc6 (>= 2.36)");
        package.Control["Description"].ShouldBe("sample package\n It does nothing.");
        package.Control["Nothing"].ShouldBeNull();
        package.Control.Fields.Select(f => f.Name).ShouldBe(["Package", "Version", "Architecture", "Maintainer", "Depends", "Description"]);
        Deb.Lines(package.Paths).ShouldBe(["etc/hello.conf", "usr/bin/hello"]);
    }

    [Fact]
    public async Task Dpkg_reads_what_the_builder_of_our_tests_makes()
    {
        using var folder = new TempFolder();
        var builder = new DebBuilder { Files = new Dictionary<string, string> { ["usr/share/x/" + new string('n', 150)] = "x" } };
        await File.WriteAllBytesAsync(folder[builder.FileName], builder.Build());
        (await Tool.RunAsync("dpkg-deb", "--contents", folder[builder.FileName])).ShouldContain(new string('n', 150));
        (await Tool.RunAsync("dpkg-deb", "--field", folder[builder.FileName], "Package")).ShouldBe("sample\n");
    }

    [Fact]
    public async Task A_source_that_trickles_and_cannot_seek_is_enough()
    {
        var bytes = new DebBuilder { Files = new Dictionary<string, string> { ["usr/bin/a"] = new('x', 5000) } }.Build();
        var package = await DebReader.ReadAsync(new Compression.DribbleStream(bytes, 7), DebLimits.Default, TestContext.Current.CancellationToken);
        Deb.Lines(package.Paths).ShouldBe(["usr/bin/a"]);
    }

    [Fact]
    public async Task Files_links_and_devices_are_listed_and_folders_are_not()
    {
        var package = await Deb.ReadAsync(Deb.WithData(
            TarFile.Folder("./"), TarFile.Folder("./b/"), TarFile.File("./b/file", [1]), TarFile.Link("./b/symbolic"), TarFile.Link("b/hard", '1'),
            TarFile.Link("./b/device", '3'), TarFile.Link("./b/block", '4'), TarFile.Link("./b/fifo", '6'), TarFile.File("./b/file", [])));
        Deb.Lines(package.Paths).ShouldBe(["b/block", "b/device", "b/fifo", "b/file", "b/hard", "b/symbolic"]);
    }

    [Fact]
    public async Task Long_names_are_read_in_all_three_ways_to_write_them()
    {
        var name = string.Join('/', Enumerable.Repeat("component", 20));
        var split = TarFile.Entry("last", '0', [], header =>
        {
            TarFile.Put(header, 257, "ustar\0" + "00");
            TarFile.Put(header, 345, "first/second");
        });
        var package = await Deb.ReadAsync(Deb.WithData(
            TarFile.LongName("./gnu/" + name), TarFile.File("./gnu", []), TarFile.Pax("path", "pax/" + name), TarFile.File("./pax", []), split));
        Deb.Lines(package.Paths).ShouldBe(["first/second/last", "gnu/" + name, "pax/" + name]);
    }

    [Fact]
    public async Task A_pax_size_and_a_binary_size_count()
    {
        var pax = TarFile.Entry("a", '0', new byte[700], header => TarFile.Put(header, 124, "00000000000\0"));
        var binary = TarFile.Entry("b", '0', new byte[700], header =>
        {
            header.AsSpan(124, 12).Clear();
            (header[124], header[134], header[135]) = (0x80, 700 >> 8, 700 & 255);
        });
        var package = await Deb.ReadAsync(Deb.WithData(TarFile.Pax("size", "700"), pax, binary, TarFile.File("c", [])));
        Deb.Lines(package.Paths).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task Names_keep_their_bytes()
    {
        byte[] name = [.. "caf"u8, 0xe9];
        var package = await Deb.ReadAsync(Deb.WithData(TarFile.Entry(name, '0', [])));
        package.Paths.Bytes.ToArray().ShouldBe([.. name, (byte)'\n']);
    }

    [Fact]
    public async Task A_field_keeps_its_bytes()
    {
        var package = await Deb.ReadAsync(Deb.WithControl("Package: aa\nVersion: 1\nArchitecture: all\nMaintainer: Andr\u00e9\n"));
        package.Control.Find("Maintainer")!.Value.Value.ToArray().ShouldBe(Encoding.Latin1.GetBytes("Andr\u00e9"));
    }

    [Theory]
    [InlineData("_gpgorigin", "_", "_x")]
    [InlineData("_extra")]
    public async Task Members_that_begin_with_an_underscore_are_passed_over(params string[] names)
    {
        byte[] extra = [.. names.SelectMany(n => ArFile.Member(n, [1, 2, 3]))];
        byte[] package = [.. new DebBuilder().Build(), .. extra];
        (await Deb.ReadAsync(package)).Control["Package"].ShouldBe("sample");
    }

    [Fact]
    public async Task Member_names_may_end_in_a_slash()
    {
        var builder = new DebBuilder();
        var package = ArFile.Write(("debian-binary/", "2.0\n"u8.ToArray()), ("control.tar/", builder.ControlArchive()), ("data.tar/", builder.DataArchive()));
        (await Deb.ReadAsync(package)).Control["Package"].ShouldBe("sample");
    }
}
