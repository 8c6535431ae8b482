using System.IO.Compression;
using System.Text;
using Slipway.Formats.Compression;
using Slipway.Formats.Debian;
using Slipway.Testing;

namespace Slipway.Fuzz;

/// <summary>Packages, their parts, and descriptions of source packages and uploads.</summary>
public static class DebianTargets
{
    static readonly DebLimits Limits = DebLimits.Default with { ControlArchive = Small, DataArchive = Small };

    static DecompressionLimits Small => new(8 << 20, 1000, 1 << 20);

    public static IEnumerable<FuzzTarget> All =>
    [
        new("deb", [Package(gzip: true), Package(gzip: false)], async (input, ct) => await DebReader.ReadAsync(new MemoryStream(input), Limits, ct)),
        new("deb-data", [DataTar()], async (input, ct) => await DebReader.ReadAsync(new MemoryStream(Wrap(input)), Limits, ct)),
        new("deb-control", [Control], Sync(input => ControlParagraph.Parse(input, ControlLimits.Default))),
        new("deb-version", [.. new[] { "1:2.0~rc1-3+b1", "0", "1.2-3" }.Select(Encoding.UTF8.GetBytes)], Sync(input => Compare(Encoding.Latin1.GetString(input)))),
        new("deb-paths", ["a\nb/c\nd\n"u8.ToArray()], Sync(input => PathSet.Parse(input))),
        new("deb-dsc", [new SourcePackageBuilder().Build().Dsc, Signed(new SourcePackageBuilder().Build().Dsc)], Sync(input => DscReader.Read(input, ControlLimits.Default))),
        new("deb-changes", [Upload, Signed(Upload)], Sync(input => ChangesReader.Read(input, ControlLimits.Default))),
        new("deb-gzip", [Gzip(DataTar())], (input, ct) => UnpackAsync(input, CompressionKind.Gzip, ct)),
        new("deb-xz", [Convert.FromBase64String(Xz)], (input, ct) => UnpackAsync(input, CompressionKind.Xz, ct)),
        new("deb-zstd", [Convert.FromBase64String(Zstd)], (input, ct) => UnpackAsync(input, CompressionKind.Zstd, ct)),
    ];

    /// <summary>Some text, packed by xz and by zstd.</summary>
    const string Xz = "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4ATmAKFdADYaSh8IoDzwYFIis/E7TQZ95SubyQ7ArUJKy0uy0vHA6Gp2e6GQUERWKBhqRzTig5ci0bQgK/jhiiHU0s/RWCKtSYHLmSQmOjFIaMf0rUfU8IyYem/vt3NMdBqa5wCC379SnRKZPPDQIbCTKWiFTVxJCYfaeDBT2oQFyWpbCBrHzORt5cLgsfb9HLqlddHgBVOig20InPTXT7ZFNli1MgcAAAAAABZsexfH3Pz7AAG9AecJAADIvxgcscRn+wIAAAAABFla";
    const string Zstd = "KLUv/WTnA70FAGKGEhWwJx3g8JFBGIphIaSUSaYkj1+SrgTvmdUekUV6/pjpY6vPMWLCI1q17kSq+kqcKo/QfczK/5DZ/YwBikMpRiEQhhEgBj1KQTAIPCCQI4PiMo5mKdqmkWZJMy1R6ZtgmiVpUKTFjD500Eez0HK29B0dJkizpDXpvrTRbNJowQRT0XiCNEsaWiRYgjSbNFokeII0i6QhLWqCgwTRIUE0U9JQ0omlEc2UNPykj7YTpJmzxevfAUSBGxs=";

    static readonly byte[] Control = "Package: sample\nVersion: 1:2.0-1\nArchitecture: all\nDepends: libc6 (>= 2.36),\n other | third\nDescription: short\n long\n .\n end\n"u8.ToArray();

    static readonly byte[] Upload = """
        Format: 1.8
        Source: foo (1.0-1)
        Architecture: source amd64
        Version: 1.0-1+b1
        Distribution: bookworm
        Changes:
         foo (1.0-1+b1) bookworm; urgency=high
        Checksums-Sha256:
         00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 5 foo_1.0-1.dsc
        Files:
         00112233445566778899aabbccddeeff 5 misc optional foo_1.0-1.dsc

        """u8.ToArray();

    static byte[] Package(bool gzip) => new DebBuilder
    {
        Gzip = gzip,
        Control = Control,
        Files = new Dictionary<string, string> { ["usr/bin/sample"] = "content", ["etc/sample.conf"] = "x" },
    }.Build();

    static byte[] DataTar() => TarFile.Write(
        TarFile.Folder("./"), TarFile.LongName("./usr/" + new string('n', 120)), TarFile.File("./usr", [1, 2, 3]),
        TarFile.Pax("path", "./pax/" + new string('p', 120)), TarFile.File("./pax", []), TarFile.Link("./link"), TarFile.Pax("size", "3"), TarFile.File("b", [1, 2, 3]));

    static byte[] Wrap(byte[] dataTar) => ArFile.Write(("debian-binary", "2.0\n"u8.ToArray()), ("control.tar", new DebBuilder().ControlArchive()), ("data.tar", dataTar));

    static byte[] Signed(byte[] text) =>
        [.. "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n"u8, .. text, .. "-----BEGIN PGP SIGNATURE-----\n\nabcd\n-----END PGP SIGNATURE-----\n"u8];

    static byte[] Gzip(byte[] plain)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(plain);
        return packed.ToArray();
    }

    static void Compare(string text)
    {
        var version = DebianVersion.Parse(text);
        if (version.CompareTo(DebianVersion.Parse(version.ToString())) != 0) throw new InvalidOperationException("A version differs from itself.");
    }

    static async Task UnpackAsync(byte[] input, CompressionKind kind, CancellationToken ct)
    {
        await using var stream = Decompression.Open(new MemoryStream(input), kind, Small);
        await stream.CopyToAsync(Stream.Null, ct);
    }

    static Func<byte[], CancellationToken, Task> Sync(Action<byte[]> run) => (input, _) =>
    {
        run(input);
        return Task.CompletedTask;
    };
}
