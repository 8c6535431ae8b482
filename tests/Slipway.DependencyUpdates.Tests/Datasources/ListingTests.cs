using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Tests.Sites;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Tests.Datasources;

public sealed class ListingTests
{
    const string Apache = """
        <html><head><title>Index of /gnupg</title></head><body><h1>Index of /gnupg</h1><table>
        <tr><th><a href="?C=N;O=D">Name</a></th><th><a href="?C=M;O=A">Last modified</a></th></tr>
        <tr><td><a href="/">Parent Directory</a></td><td>&nbsp;</td></tr>
        <tr><td><a href="gnupg-2.4.5.tar.bz2">gnupg-2.4.5.tar.bz2</a></td><td align="right">2024-03-07 14:21  </td><td>7.5M</td></tr>
        <tr><td><a href="gnupg-2.4.5.tar.bz2.sig">gnupg-2.4.5.tar.bz2.sig</a></td><td align="right">2024-03-07 14:21  </td><td>119</td></tr>
        <tr><td><a href="gnupg-2.4.10.tar.bz2">gnupg-2.4.10.tar.bz2</a></td><td align="right">2025-01-07 09:00  </td><td>7.6M</td></tr>
        <tr><td><a href="gnupg-w32-2.4.11_2025.exe">gnupg-w32</a></td></tr></table></body></html>
        """;

    const string Nginx = """
        <html><body><h1>Index of /gnupg/</h1><hr><pre><a href="../">../</a>
        <a href="gnupg-2.4.5.tar.bz2">gnupg-2.4.5.tar.bz2</a>                 07-Mar-2024 14:21             7889060
        <a href="gnupg-2.4.5.tar.bz2.sig">gnupg-2.4.5.tar.bz2.sig</a>         07-Mar-2024 14:21                 119
        <a href="gnupg-2.4.10.tar.bz2">gnupg-2.4.10.tar.bz2</a>               07-Jan-2025 09:00             7889061
        </pre><hr></body></html>
        """;

    const string Python = """
        <!DOCTYPE HTML><html><body><ul><li><a href='gnupg-2.4.5.tar.bz2'>gnupg-2.4.5.tar.bz2</a></li><li><a href=gnupg-2.4.10.tar.bz2>x</a></li></ul></body></html>
        """;

    [Theory]
    [InlineData(Apache, true)]
    [InlineData(Nginx, true)]
    [InlineData(Python, false)]
    public async Task Rows_lines_and_items_are_read(string page, bool dated)
    {
        using var site = new Site().Page("/gnupg/", page, "text/html");
        var found = await Asking.FindAsync(new(DatasourceNames.Listing, site.Url + "/gnupg/"));
        found.Releases.Select(release => release.Version).ShouldBe(["gnupg-2.4.5", "gnupg-2.4.10"]);
        found.Of("gnupg-2.4.10").Download!.AbsoluteUri.ShouldBe(site.Url + "/gnupg/gnupg-2.4.10.tar.bz2");
        found.Of("gnupg-2.4.10").Date.ShouldBe(dated ? new DateTimeOffset(2025, 1, 7, 9, 0, 0, TimeSpan.Zero) : null);
        UpgradeChooser.Choose(new("2.4.5", found.Releases, null, DatasourceNames.Listing)).ShouldBeOfType<UpgradeChoice.Upgrades>().Newest.Value.ShouldBe("2.4.10");
    }

    [Fact]
    public async Task Folders_named_like_versions_are_releases_where_there_is_no_archive()
    {
        using var site = new Site().Page("/source/", """<pre><a href="../">../</a> <a href="v15.8/">v15.8/</a> 08-Aug-2024 10:00 - <a href="v16.4/">v16.4/</a> <a href="old/">old/</a></pre>""", "text/html");
        var found = await Asking.FindAsync(new(DatasourceNames.Listing, site.Url + "/source/"));
        found.Releases.Select(release => release.Version).ShouldBe(["v15.8", "v16.4"]);
    }

    [Fact]
    public async Task A_pattern_says_what_a_release_is()
    {
        using var site = new Site().Page("/ca/", """<a href="cacert-2025-11-04.pem">x</a><a href="cacert-2025-12-02.pem">x</a><a href="cacert.pem">x</a><a href="http://evil.example/ca/cacert-2026-01-01.pem">x</a>""", "text/html");
        var found = await Asking.FindAsync(new DatasourceQuery(DatasourceNames.Listing, site.Url + "/ca/") { Pattern = @"^cacert-(?<version>[0-9-]+)\.pem$" });
        found.Releases.Select(release => release.Version).ShouldBe(["2025-11-04", "2025-12-02"]);
    }
}
