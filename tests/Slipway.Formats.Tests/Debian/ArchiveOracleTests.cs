using System.Text;
using Slipway.Formats.Debian;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Debian;

/// <summary>Debian's own archive tool and we say the same about the same packages.</summary>
public class ArchiveOracleTests
{
    [Fact]
    public async Task Debians_own_packages_are_indexed_as_apt_ftparchive_indexes_them() =>
        await AgreesAsync(await DebianPackages.FolderAsync(), atLeast: 15);

    [Fact]
    public async Task Packages_that_dpkg_builds_are_indexed_as_apt_ftparchive_indexes_them()
    {
        using var folder = new TempFolder();
        var trees = folder["trees"];
        string[] compressions = ["none", "gzip", "xz", "zstd"];
        foreach (var compression in compressions)
            await DpkgBuildAsync(folder.Path, Tree(trees, "sample-" + compression, ManyFields), "-Z" + compression);
        await DpkgBuildAsync(folder.Path, Tree(trees, "uniform-not", ""), "-Zxz", "--no-uniform-compression");

        var many = Tree(trees, "many-files", "");
        for (var i = 0; i < 10_000; i++) await File.WriteAllTextAsync(Path.Combine(many, "usr", "share", $"f{i * 7919 % 10007}"), "");
        await DpkgBuildAsync(folder.Path, many, "-Zgzip");

        await AgreesAsync(folder.Path, atLeast: 6);
    }

    [Fact]
    public async Task Every_field_has_the_place_that_apt_ftparchive_gives_it()
    {
        const string names = """
            Zzz Task Tag Description-md5 Homepage Enhances Replaces Breaks Conflicts Suggests Recommends Depends Pre-Depends Provides Installed-Size
            Triggers-Pending Triggers-Awaited Conffiles Config-Version Bugs Original-Maintainer Origin Source Phased-Update-Percentage Section
            Installer-Menu-Item Important Protected Build-Essential Essential Priority Multi-Arch Auto-Built-Package Built-For-Profiles
            Static-Built-Using Built-Using Kernel-Version Subarchitecture Package-Type MSDOS-Filename status SHA512 size filename Aaa
            """;
        using var folder = new TempFolder();
        var fields = names.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToDictionary(n => n, _ => "zz");
        await File.WriteAllBytesAsync(folder["sample.deb"], new DebBuilder { Fields = fields }.Build());
        await AgreesAsync(folder.Path, atLeast: 1);
    }

    const string ManyFields = """
        source: other-source (2:3.0-1)
        Installed-Size: 12
        X-Extra-Field: first
        Pre-Depends: dpkg (>= 1.15)
        depends: libc6 (>= 2.36), libother1 | libother2 (<< 3~)
        Multi-Arch: foreign
        Tag: implemented-in::c,
         role::program
        HOMEPAGE: https://example.org/?a=b:c
        Another-Field:
         only
         continuation

        """;

    static async Task AgreesAsync(string folder, int atLeast)
    {
        var theirs = Archive.Stanzas((await Archive.FtpArchiveAsync(folder, "packages")).Output);
        var ours = Archive.Stanzas(await Archive.OurPackagesAsync(folder));
        theirs.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        ours.Keys.Order().ShouldBe(theirs.Keys.Order());
        foreach (var (name, stanza) in theirs) ours[name].ShouldBe(stanza);

        foreach (var path in Directory.GetFiles(folder, "*.deb"))
        {
            var package = await Deb.ReadAsync(await File.ReadAllBytesAsync(path));
            var lines = Lines(ContentsLines.Write(package.Paths, package.Control["Package"]!));
            var contents = await Archive.FtpArchiveAsync(folder, "contents", Path.GetFileName(path));
            lines.ShouldBe(Lines(Encoding.UTF8.GetBytes(contents.Output)), Path.GetFileName(path));
        }
    }

    /// <summary>Sorted: apt-ftparchive sorts by folder, we by bytes.</summary>
    static List<string> Lines(byte[] contents) =>
        [.. Encoding.UTF8.GetString(contents).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)];

    static string Tree(string trees, string name, string fields)
    {
        var tree = Path.Combine(trees, name);
        Directory.CreateDirectory(Path.Combine(tree, "DEBIAN"));
        Directory.CreateDirectory(Path.Combine(tree, "usr", "share", new string('d', 120)));
        Directory.CreateDirectory(Path.Combine(tree, "etc", "empty"));
        File.WriteAllText(Path.Combine(tree, "DEBIAN", "control"),
            $"Package: {name}\nVersion: 1:2.0~rc1-3\nArchitecture: all\nMaintainer: J\u00f6rg \u5f20 <a@example.org>\nSection: net\nPriority: optional\n{fields}Description: short\n long\n .\n   indented\n");
        File.WriteAllText(Path.Combine(tree, "DEBIAN", "conffiles"), "/etc/a.conf\n");
        File.WriteAllText(Path.Combine(tree, "etc", "a.conf"), "x");
        File.WriteAllText(Path.Combine(tree, "usr", "share", new string('d', 120), new string('f', 200)), new string('x', 3000));
        File.WriteAllText(Path.Combine(tree, "usr", "share", "\u00e4\u00f6 \u5f20 with blanks"), "");
        File.WriteAllText(Path.Combine(tree, "usr", "share", "exactly-" + new string('e', 60)), "");
        File.CreateSymbolicLink(Path.Combine(tree, "usr", "share", "link"), "/" + new string('t', 150));
        File.CreateSymbolicLink(Path.Combine(tree, "usr", "share", "folder-link"), "../../etc");
        return tree;
    }

    static Task<string> DpkgBuildAsync(string target, string tree, params string[] options) =>
        Tool.RunAsync("dpkg-deb", [.. options, "--root-owner-group", "--build", tree, target]);
}
