using System.IO.Compression;
using System.Text;
using Slipway.DependencyUpdates.Advisories;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Tests.Sites;
using Slipway.Testing;

namespace Slipway.DependencyUpdates.Tests.Advisories;

public sealed class AdvisoryTests
{
    const string Npm = """
        {"schema_version":"1.6.0","id":"GHSA-aaaa","aliases":["X-1","CVE-2026-1"],"summary":"It breaks.","severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N"}],
         "affected":[{"package":{"ecosystem":"npm","name":"left-pad"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.1.4"},{"introduced":"2.0.0-0"},{"last_affected":"2.0.5"}]}]}]}
        """;

    const string Git = """
        {"id":"CVE-2026-2","details":"First line.\nMore.","affected":[{"ranges":[{"type":"GIT","repo":"https://git.example/curl/curl.git","events":[{"introduced":"0"},{"fixed":"abc"}]}],"versions":["curl-8_18_0","curl-8_19_0"]}]}
        """;

    const string Python = """
        {"id":"PYSEC-1","affected":[{"package":{"ecosystem":"PyPI","name":"my-project"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"1.0"},{"fixed":"1.2.post1"}]}],"versions":["0.9.1"]}]}
        """;

    const string Debian = """{"id":"DSA-1","affected":[{"package":{"ecosystem":"Debian:12","name":"openssl"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"3.0.11-1~deb12u2"}]}]}]}""";

    const string Withdrawn = """{"id":"GHSA-gone","withdrawn":"2026-01-01T00:00:00Z","affected":[{"package":{"ecosystem":"npm","name":"left-pad"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"}]}]}]}""";

    [Theory]
    [InlineData(DatasourceNames.Npm, "left-pad", "1.1.3", "GHSA-aaaa")]
    [InlineData(DatasourceNames.Npm, "left-pad", "1.1.4", "")]
    [InlineData(DatasourceNames.Npm, "left-pad", "2.0.5", "GHSA-aaaa")]
    [InlineData(DatasourceNames.Npm, "left-pad", "2.0.6", "")]
    [InlineData(DatasourceNames.Npm, "left-padding", "1.0.0", "")]
    [InlineData(DatasourceNames.PyPi, "My_Project", "1.1", "PYSEC-1")]
    [InlineData(DatasourceNames.PyPi, "My_Project", "1.2", "PYSEC-1")]
    [InlineData(DatasourceNames.PyPi, "my.project", "1.2.post1", "")]
    [InlineData(DatasourceNames.PyPi, "my-project", "0.9.1", "PYSEC-1")]
    [InlineData(DatasourceNames.Debian, "openssl", "3.0.11-1~deb12u1", "DSA-1")]
    [InlineData(DatasourceNames.Debian, "openssl", "3.0.11-1", "")]
    [InlineData(DatasourceNames.GitTags, "git@git.example:curl/curl", "curl-8_19_0", "")]
    [InlineData(DatasourceNames.GitTags, "https://git.example/curl/curl", "curl-8_19_0", "CVE-2026-2")]
    [InlineData(DatasourceNames.GitTags, "https://git.example/curl/curl", "curl-8_20_0", "")]
    public async Task A_version_has_the_advisories_of_the_dump_that_are_about_it(string datasource, string package, string version, string ids)
    {
        using var folder = new TempFolder();
        foreach (var (record, i) in new[] { Npm, Git, Python, Debian, Withdrawn, "broken left-pad" }.Select((record, i) => (record, i))) await File.WriteAllTextAsync(folder[$"{i}.json"], record);
        var known = await FindAsync(folder.Path, new AdvisoryQuestion(datasource, package, version));
        string.Join(' ', known.Found.ShouldHaveSingleItem().Select(advisory => advisory.Id)).ShouldBe(ids);
    }

    [Fact]
    public async Task A_zip_of_records_is_a_dump_too_and_the_advisory_tells_what_it_knows()
    {
        using var folder = new TempFolder();
        await using (var zip = await ZipFile.OpenAsync(folder["all.zip"], ZipArchiveMode.Create))
        {
            await using var entry = await zip.CreateEntry("GHSA-aaaa.json").OpenAsync();
            await entry.WriteAsync(Encoding.UTF8.GetBytes(Npm));
        }

        var advisory = (await FindAsync(folder["all.zip"], new AdvisoryQuestion(DatasourceNames.Npm, "left-pad", "1.0.0"))).Found[0].ShouldHaveSingleItem();
        advisory.Aliases.ShouldBe(["CVE-2026-1", "X-1"]);
        (advisory.Summary, advisory.Severity).ShouldBe(("It breaks.", "CVSS:3.1/AV:N"));
        advisory.FixedIn.ShouldBe(["1.1.4"]);
    }

    [Fact]
    public async Task A_service_is_asked_in_one_batch_and_its_records_decide()
    {
        using var site = new Site()
            .Page("/v1/querybatch", """{"results":[{"vulns":[{"id":"GHSA-aaaa"},{"id":"GHSA-gone"}]},{}]}""")
            .Page("/v1/vulns/GHSA-aaaa", Npm).Page("/v1/vulns/GHSA-gone", Withdrawn);
        var known = await FindAsync(site.Url, new AdvisoryQuestion(DatasourceNames.Npm, "left-pad", "1.0.0"), new AdvisoryQuestion(DatasourceNames.NuGet, "Fine", "1.0.0"));
        known.Found.Select(list => string.Join(' ', list.Select(advisory => advisory.Id))).ShouldBe(["GHSA-aaaa", ""]);
        site.Requests.Count(request => request.Path == "/v1/querybatch").ShouldBe(1);
    }

    [Fact]
    public async Task A_source_that_fails_is_not_taken_for_one_that_knows_nothing()
    {
        using var site = new Site();
        var outcome = await new AdvisorySources(site.Url, new SourceOptions(), TimeProvider.System).FindAsync([new(DatasourceNames.Npm, "left-pad", "1.0.0")], TestContext.Current.CancellationToken);
        outcome.ShouldBeOfType<AdvisoryOutcome.Failed>().Code.ShouldBe("deps.source-not-found");
        outcome = await new AdvisorySources("/no/such/folder", new SourceOptions(), TimeProvider.System).FindAsync([new(DatasourceNames.Npm, "left-pad", "1.0.0")], TestContext.Current.CancellationToken);
        outcome.ShouldBeOfType<AdvisoryOutcome.Failed>().Code.ShouldBe("deps.source-not-found");
    }

    static async Task<AdvisoryOutcome.Known> FindAsync(string source, params AdvisoryQuestion[] questions) =>
        (await new AdvisorySources(source, new SourceOptions(), TimeProvider.System).FindAsync(questions, TestContext.Current.CancellationToken)).ShouldBeOfType<AdvisoryOutcome.Known>();
}
