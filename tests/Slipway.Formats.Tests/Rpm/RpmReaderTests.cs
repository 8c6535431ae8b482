using System.Globalization;
using Slipway.Formats.Rpm;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Rpm;

[Collection(typeof(RpmOracleGroup))]
public sealed class RpmReaderTests(RpmOracle oracle)
{
    const string Query =
        "%{NAME}\t%|EPOCH?{%{EPOCH}}:{}|\t%{VERSION}\t%{RELEASE}\t%{ARCH}\t%{SUMMARY}\t%{LICENSE}\t%|URL?{%{URL}}:{}|\t%|PACKAGER?{%{PACKAGER}}:{}|\t" +
        "%|VENDOR?{%{VENDOR}}:{}|\t%{GROUP}\t%{BUILDHOST}\t%{BUILDTIME}\t%{LONGSIZE}\t%|SOURCERPM?{%{SOURCERPM}}:{}|\t" +
        "[%{PROVIDENAME};]\t[%{REQUIRENAME} %{REQUIREFLAGS} %{REQUIREVERSION};]\t[%{CONFLICTNAME};]\t[%{OBSOLETEVERSION};]\t[%{RECOMMENDNAME};]\t" +
        "[%{SUGGESTVERSION};]\t[%{SUPPLEMENTNAME};]\t[%{ENHANCEFLAGS};]\t[%{CHANGELOGTIME};]\t[%{FILENAMES};]\n";

    [Theory]
    [InlineData("everything-1.0~rc1^git2-3.el9.noarch.rpm")]
    [InlineData("everything-1.0~rc1^git2-3.el9.src.rpm")]
    [InlineData("variants-7-1.x86_64.rpm")]
    [InlineData("variants-7-1.nosrc.rpm")]
    [InlineData("variants-none-8-1.x86_64.rpm")]
    [InlineData("variants-many-7-1.noarch.rpm")]
    [InlineData("signed.rpm")]
    [InlineData("v6.rpm")]
    [InlineData("plain.rpm")]
    public async Task A_package_has_the_values_that_rpm_finds_in_it(string file)
    {
        var expected = await Tool.RunAsync("rpm", "-qp", "--nosignature", "--qf", Query, Path.Combine(oracle.Packages, file));
        var (package, _) = await oracle.ReadAsync(file);

        Describe(package).ShouldBe(expected);
    }

    [Theory]
    [InlineData("everything-1.0~rc1^git2-3.el9.noarch.rpm")]
    [InlineData("everything-1.0~rc1^git2-3.el9.src.rpm")]
    [InlineData("variants-7-1.nosrc.rpm")]
    [InlineData("variants-none-8-1.x86_64.rpm")]
    public async Task A_package_is_named_as_rpmbuild_names_it(string file) => (await oracle.ReadAsync(file)).Package.Filename.ShouldBe(file);

    [Theory]
    [InlineData("plain.rpm")]
    [InlineData("v6.rpm")]
    public async Task What_our_own_builder_writes_is_valid_to_rpm(string file) =>
        (await Tool.RunAsync("rpmkeys", "--checksig", "--verbose", Path.Combine(oracle.Packages, file))).ShouldNotContain("BAD");

    [Fact]
    public async Task A_signature_changes_nothing_but_the_place_of_the_header()
    {
        var (plain, _) = await oracle.ReadAsync("everything-1.0~rc1^git2-3.el9.noarch.rpm");
        var (signed, _) = await oracle.ReadAsync("signed.rpm");

        Describe(signed).ShouldBe(Describe(plain));
        (signed.HeaderEnd - signed.HeaderStart).ShouldBe(plain.HeaderEnd - plain.HeaderStart);
    }

    [Fact]
    public async Task A_package_comes_whole_from_a_stream_that_gives_a_byte_at_a_time()
    {
        var rpm = new RpmBuilder().ToArray();
        using var slow = new DripStream(rpm);

        var package = await RpmReader.ReadAsync(slow, RpmLimits.Default, TestContext.Current.CancellationToken);

        package.Filename.ShouldBe("hello-1.0-1.x86_64.rpm");
        slow.Given.ShouldBe(rpm.Length);
    }

    /// <summary>rpm 4.18 cannot write format 6: the package is our builder's, written to rpm's docs/manual/format_v6.md.</summary>
    [Fact]
    public async Task A_package_of_format_6_is_read()
    {
        var rpm = new RpmBuilder { Format = 6, Epoch = 3 }.ToArray();

        var package = await RpmReader.ReadAsync(new MemoryStream(rpm), RpmLimits.Default, TestContext.Current.CancellationToken);

        package.Format.ShouldBe(6);
        package.Evr.ShouldBe(new RpmVersion(3, "1.0", "1"));
        package.InstalledSize.ShouldBe(10);
        package.ArchiveSize.ShouldBeGreaterThan(100);
    }

    static string Describe(RpmPackage p)
    {
        string Joined<T>(IEnumerable<T> values) => string.Concat(values.Select(value => string.Create(CultureInfo.InvariantCulture, $"{value};")));
        return string.Join('\t',
            p.Name, p.Epoch, p.Version, p.Release, p.HeaderArch, p.Summary, p.License, p.Url, p.Packager,
            p.Vendor, p.Group, p.BuildHost, p.BuildTime, p.InstalledSize, p.SourceRpm,
            Joined(p.Provides.Select(d => d.Name)), Joined(p.Requires.Select(d => $"{d.Name} {(uint)d.Sense} {d.Evr}")), Joined(p.Conflicts.Select(d => d.Name)),
            Joined(p.Obsoletes.Select(d => d.Evr)), Joined(p.Recommends.Select(d => d.Name)), Joined(p.Suggests.Select(d => d.Evr)),
            Joined(p.Supplements.Select(d => d.Name)), Joined(p.Enhances.Select(d => (uint)d.Sense)), Joined(p.Changelog.Select(c => c.Time)),
            Joined(p.Files.Select(f => f.Path))) + "\n";
    }
}
