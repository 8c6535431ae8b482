using System.Text;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Tests.Sites;

namespace Slipway.DependencyUpdates.Tests.Datasources;

/// <summary>Each registry's own answers, as its documentation and its real servers give them, from a web server.</summary>
public sealed class RegistryTests
{
    static readonly string Sha256 = new('a', 64);

    [Fact]
    public async Task Npm_tells_times_integrity_deprecation_and_licence()
    {
        using var site = new Site().Page("/@scope%2fname", $$"""
            {"name":"@scope/name","dist-tags":{"latest":"1.1.0"},"time":{"created":"2024-01-01T00:00:00.000Z","1.0.0":"2024-01-01T00:00:00.000Z","1.1.0":"2024-03-01T12:30:00.000Z"},
             "versions":{"1.0.0":{"version":"1.0.0","license":"MIT","deprecated":"has a hole","dist":{"tarball":"https://files.example/n-1.0.0.tgz","shasum":"{{new string('b', 40)}}"} },
             "1.1.0":{"version":"1.1.0","license":"Apache-2.0","repository":{"type":"git","url":"git+https://git.example/n.git"},"dist":{"tarball":"https://files.example/n-1.1.0.tgz","integrity":"sha512-{{Convert.ToBase64String(new byte[64])}}"} } } }
            """);
        var found = await Asking.FindAsync(new(DatasourceNames.Npm, "@scope/name", site.Url));
        var (old, latest) = (found.Of("1.0.0"), found.Of("1.1.0"));
        (old.Yanked, old.YankedReason, old.Checksum!.Algorithm).ShouldBe((true, "has a hole", "sha1"));
        (latest.Yanked, latest.License, latest.Date).ShouldBe((false, "Apache-2.0", new DateTimeOffset(2024, 3, 1, 12, 30, 0, TimeSpan.Zero)));
        latest.Checksum.ShouldBe(new PublishedChecksum("sha512", new string('0', 128), "npm dist.integrity"));
    }

    [Fact]
    public async Task Nuget_follows_the_service_index_and_reads_pages_inside_and_outside_of_the_registration()
    {
        using var site = new Site();
        static string Item(string version, string more = "") => $$"""{"catalogEntry":{"version":"{{version}}","listed":true,"published":"2024-05-06T07:08:09Z","licenseExpression":"MIT"{{more}}},"packageContent":"https://files.example/p.{{version}}.nupkg"}""";
        site.Page("/v3/index.json", $$"""{"version":"3.0.0","resources":[{"@id":"{{site.Url}}/flat/","@type":"PackageBaseAddress/3.0.0"},{"@id":"{{site.Url}}/reg/","@type":"RegistrationsBaseUrl/3.6.0"}]}""")
            .Page("/reg/some.package/index.json", $$"""{"items":[{"@id":"{{site.Url}}/reg/some.package/page/0.json"},{"items":[{{Item("2.0.0")}},{{Item("2.1.0", ""","deprecation":{"message":"use the other"}""")}} ] } ] }""")
            .Page("/reg/some.package/page/0.json", $$"""{"items":[{{Item("1.0.0")}},{"catalogEntry":{"version":"1.5.0","published":"1900-01-01T00:00:00Z"} } ] }""");
        var found = await Asking.FindAsync(new(DatasourceNames.NuGet, "Some.Package", site.Url + "/v3/index.json"));
        found.Releases.Select(release => $"{release.Version} {release.Yanked}").ShouldBe(["2.0.0 False", "2.1.0 True", "1.0.0 False", "1.5.0 True"], ignoreOrder: true);
        found.Of("2.1.0").YankedReason.ShouldBe("use the other");
        found.Of("1.5.0").Date.ShouldBeNull();
        found.Of("2.0.0").License.ShouldBe("MIT");
    }

    [Fact]
    public async Task Pypi_is_read_as_json()
    {
        using var site = new Site().Page("/simple/my-project/", $$"""
            {"meta":{"api-version":"1.1"},"name":"my-project","versions":["1.0","1.1"],"files":[
             {"filename":"my_project-1.0.tar.gz","url":"../../files/my_project-1.0.tar.gz","hashes":{"sha256":"{{Sha256}}"},"upload-time":"2024-01-02T03:04:05Z","yanked":"broken"},
             {"filename":"my_project-1.1-py3-none-any.whl","url":"https://files.example/w.whl","hashes":{},"upload-time":"2024-02-02T00:00:00Z","yanked":false},
             {"filename":"my_project-1.1.tar.gz","url":"https://files.example/s.tar.gz","hashes":{"sha256":"{{Sha256}}"},"upload-time":"2024-02-03T00:00:00Z","yanked":false}]}
            """, "application/vnd.pypi.simple.v1+json");
        var found = await Asking.FindAsync(new(DatasourceNames.PyPi, "My.Project", site.Url + "/simple"));
        found.Of("1.0").ShouldSatisfyAllConditions(release => release.Yanked.ShouldBeTrue(), release => release.YankedReason.ShouldBe("broken"), release => release.Download!.AbsolutePath.ShouldBe("/files/my_project-1.0.tar.gz"));
        found.Of("1.1").ShouldSatisfyAllConditions(release => release.Yanked.ShouldBeFalse(), release => release.Date!.Value.Day.ShouldBe(2), release => release.Download!.AbsolutePath.ShouldBe("/s.tar.gz"));
    }

    [Fact]
    public async Task Pypi_is_read_as_html_where_the_registry_has_no_json()
    {
        using var site = new Site().Page("/simple/thing/", $"""<!DOCTYPE html><html><body><a href="../../f/thing-1.0.tar.gz#sha256={Sha256}" data-yanked="">thing-1.0.tar.gz</a><br/><a data-requires-python="&gt;=3.8" href="../../f/thing-2.0.tar.gz#sha256={Sha256}">thing-2.0.tar.gz</a></body></html>""", "text/html");
        var found = await Asking.FindAsync(new(DatasourceNames.PyPi, "thing", site.Url + "/simple/"));
        found.Of("1.0").Yanked.ShouldBeTrue();
        found.Of("2.0").Checksum!.Hex.ShouldBe(Sha256);
        found.Of("2.0").Download!.Fragment.ShouldBeEmpty();
    }

    [Fact]
    public async Task Gems_come_from_the_compact_index_without_other_platforms()
    {
        using var site = new Site().Page("/info/nokogiri", $"---\n1.16.0 mini_portile2:~> 2.8.2|checksum:{Sha256},ruby:>= 3.0\n1.16.0-java racc:~> 1.4|checksum:{Sha256}\n1.17.0 |checksum:{Sha256},ruby:>= 3.1,created_at:2024-12-08T21:35:00Z\n", "text/plain");
        var found = await Asking.FindAsync(new(DatasourceNames.RubyGems, "nokogiri", site.Url));
        found.Releases.Select(release => release.Version).ShouldBe(["1.16.0", "1.17.0"]);
        found.Of("1.17.0").Date!.Value.Year.ShouldBe(2024);
        found.Of("1.16.0").Checksum!.Hex.ShouldBe(Sha256);
    }

    [Fact]
    public async Task Crates_come_from_the_sparse_index()
    {
        using var site = new Site().Page("/se/rd/serde", $$"""
            {"name":"serde","vers":"1.0.0","deps":[],"cksum":"{{Sha256}}","features":{},"yanked":false}
            {"name":"serde","vers":"1.0.1","deps":[],"cksum":"{{Sha256}}","features":{},"yanked":true,"pubtime":"2025-01-01T00:00:00Z"}
            """, "text/plain");
        var found = await Asking.FindAsync(new(DatasourceNames.Crates, "serde", site.Url));
        found.Releases.Select(release => (release.Version, release.Yanked)).ShouldBe([("1.0.0", false), ("1.0.1", true)]);
    }

    [Fact]
    public async Task Go_modules_have_times_and_retractions()
    {
        using var site = new Site().Page("/example.com/!some/mod/@v/list", "v1.0.0\nv1.1.0\nv1.2.0\n", "text/plain")
            .Page("/example.com/!some/mod/@v/v1.2.0.mod", "module example.com/Some/mod\n\nretract (\n\tv1.1.0 // bad\n\t[v0.1.0, v0.9.0]\n)\n", "text/plain")
            .Page("/example.com/!some/mod/@v/v1.2.0.info", """{"Version":"v1.2.0","Time":"2024-06-01T00:00:00Z"}""").Page("/example.com/!some/mod/@v/v1.1.0.info", """{"Version":"v1.1.0"}""").Page("/example.com/!some/mod/@v/v1.0.0.info", "{}");
        var found = await Asking.FindAsync(new(DatasourceNames.Go, "example.com/Some/mod", site.Url));
        found.Releases.Select(release => (release.Version, release.Yanked)).ShouldBe([("v1.2.0", false), ("v1.1.0", true), ("v1.0.0", false)]);
        found.Of("v1.2.0").Date!.Value.Month.ShouldBe(6);
    }

    [Fact]
    public async Task Maven_metadata_is_read_and_a_document_type_is_refused()
    {
        using var site = new Site()
            .Page("/org/example/lib/maven-metadata.xml", "<?xml version=\"1.0\"?><metadata><groupId>org.example</groupId><versioning><latest>2.0</latest><versions><version>1.0</version><version>2.0</version></versions></versioning></metadata>", "application/xml")
            .Page("/org/example/bomb/maven-metadata.xml", "<!DOCTYPE m [<!ENTITY a \"xxxx\">]><metadata>&a;</metadata>", "application/xml");
        (await Asking.FindAsync(new(DatasourceNames.Maven, "org.example:lib", site.Url))).Releases.Select(release => release.Version).ShouldBe(["1.0", "2.0"]);
        (await Asking.FailAsync(new(DatasourceNames.Maven, "org.example:bomb", site.Url))).Code.ShouldBe("deps.source-malformed");
    }

    [Fact]
    public async Task Image_tags_are_read_over_pages_with_the_token_that_the_registry_asks_for()
    {
        using var site = new Site();
        site.Page("/token", request => new(200, Encoding.UTF8.GetBytes(request.Path.Contains("service=reg", StringComparison.Ordinal) && request.Path.Contains("repository%3Ateam%2Fapp%3Apull", StringComparison.Ordinal) ? """{"token":"t1"}""" : "{}"), "application/json"));
        SiteAnswer Tags(SiteRequest request, string json, string? link) => request.Authorization == "Bearer t1"
            ? new(200, Encoding.UTF8.GetBytes(json), "application/json", link is null ? null : new() { ["Link"] = link })
            : new(401, [], "application/json", new() { ["WWW-Authenticate"] = $"Bearer realm=\"{site.Url}/token\",service=\"reg\",scope=\"repository:team/app:pull\"" });
        site.Page("/v2/team/app/tags/list?n=1000", request => Tags(request, """{"name":"team/app","tags":["1.0","1.1"]}""", "</v2/team/app/tags/list?n=1000&last=1.1>; rel=\"next\""))
            .Page("/v2/team/app/tags/list?n=1000&last=1.1", request => Tags(request, """{"name":"team/app","tags":["latest"]}""", null));
        var found = await Asking.FindAsync(new(DatasourceNames.Oci, $"{new Uri(site.Url).Authority}/team/app"));
        found.Releases.Select(release => release.Version).ShouldBe(["1.0", "1.1", "latest"]);
    }

    [Theory]
    [InlineData(DatasourceNames.Npm, "left-pad")]
    [InlineData(DatasourceNames.NuGet, "Some.Package")]
    [InlineData(DatasourceNames.Oci, "debian")]
    public async Task A_registry_that_nobody_names_is_not_guessed(string datasource, string package)
    {
        var failed = await Asking.FailAsync(new(datasource, package));
        failed.Code.ShouldBe("deps.registry-unknown");
        failed.Remedy.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(DatasourceNames.Npm, "../../admin")]
    [InlineData(DatasourceNames.PyPi, "a b")]
    [InlineData(DatasourceNames.Maven, "noartifact")]
    [InlineData("no-such-source", "x")]
    public async Task A_package_that_is_none_is_refused_before_anything_is_asked(string datasource, string package)
    {
        using var site = new Site();
        (await Asking.FailAsync(new(datasource, package, site.Url))).Code.ShouldBe("deps.query-invalid");
        site.Requests.ShouldBeEmpty();
    }
}
