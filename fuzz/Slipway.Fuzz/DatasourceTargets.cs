using System.Text;
using System.Text.Json;
using System.Xml;
using Slipway.DependencyUpdates.Advisories;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Forges;
using Slipway.DependencyUpdates.Datasources.Git;
using Slipway.DependencyUpdates.Datasources.Listings;
using Slipway.DependencyUpdates.Datasources.Registries;
using Slipway.DependencyUpdates.Datasources.Repositories;
using Slipway.DependencyUpdates.Verification.Ledgers;
using Slipway.DependencyUpdates.Verification.Published;
using Slipway.Formats;

namespace Slipway.Fuzz;

/// <summary>Everything that sources of releases, upstreams' files of sums and databases of vulnerabilities send.</summary>
public static class DatasourceTargets
{
    static readonly Uri Page = new("https://files.example/dist/");

    static readonly string Sha256 = new('a', 64);

    public static IEnumerable<FuzzTarget> All =>
    [
        Document("source-npm", "{\"time\":{\"1.0.0\":\"2024-01-01T00:00:00Z\"},\"versions\":{\"1.0.0\":{\"license\":{\"type\":\"MIT\"},\"deprecated\":\"x\",\"repository\":{\"url\":\"u\"},\"dist\":{\"tarball\":\"https://h/t\",\"integrity\":\"sha512-AAAA sha1-x\",\"shasum\":\"x\"}}}}", json => Npm.Read(json)),
        Document("source-nuget", "{\"items\":[{\"@id\":\"https://h/p\"},{\"items\":[{\"catalogEntry\":{\"version\":\"1.0+x\",\"listed\":false,\"published\":\"1900-01-01T00:00:00Z\",\"deprecation\":{\"message\":\"m\"}},\"packageContent\":\"https://h/n\"}]}],\"versions\":[\"1\"]}", json => (NuGetPages.Index(json), NuGetPages.Page(json), NuGetPages.Flat(json))),
        Document("source-pypi-json", $"{{\"files\":[{{\"filename\":\"a_b-1.0.tar.gz\",\"url\":\"../x\",\"hashes\":{{\"sha256\":\"{Sha256}\"}},\"upload-time\":\"2024-01-01T00:00:00Z\",\"yanked\":\"r\"}},{{\"filename\":\"a_b-1.0-py3-none-any.whl\",\"yanked\":true}}]}}", json => PyPiPages.Json(json, Page, "a-b")),
        Anything("source-pypi-html", $"<a href=\"../a-1.0.tar.gz#sha256={Sha256}\" data-yanked=\"\">a-1.0.tar.gz</a><a href='b'>a-1.zip</a>", html => PyPiPages.Html(html, Page, "a")),
        Anything("source-gems", $"---\n1.0 a:>= 1|checksum:{Sha256},ruby:>= 3,created_at:2024-01-01T00:00:00Z\n1.0-java |x\n", text => RubyGems.Read(text, "https://h", "a")),
        Document("source-crates", $"{{\"vers\":\"1.0.0\",\"cksum\":\"{Sha256}\",\"yanked\":true,\"pubtime\":\"2024-01-01T00:00:00Z\"}}\n{{\"vers\":\"2.0.0\"}}\n", json => Crates.Read(json)),
        Anything("source-go", "v1.0.0\nv1.1.0\n", text => GoProxy.Read(text).ToList()),
        Anything("source-go-mod", "module x\nretract v1.0.0\nretract (\n\t[v0.1.0, v0.2.0] // x\n)\n", text => GoRetractions.Read(text)),
        Document("source-maven", "<?xml version=\"1.0\"?><metadata><versioning><versions><version>1.0</version><version/></versions></versioning></metadata>", xml => Maven.Read(xml)),
        Document("source-oci", "{\"name\":\"a\",\"tags\":[\"1.0\",null,2]}", json => Oci.Read(json)),
        Anything("source-oci-challenge", "Bearer realm=\"https://h/t\",service=\"s\",scope=\"repository:a:pull\"", text => OciChallenge.Fields(Text(text))),
        Document("source-github", "[{\"tag_name\":\"v1\",\"name\":\"v1\",\"commit\":{\"sha\":\"a\"},\"draft\":false,\"prerelease\":true,\"published_at\":\"2024-01-01T00:00:00Z\",\"tarball_url\":\"https://h\"}]", json => (Pages.Read(json, GitHub.Release), Pages.Read(json, GitHub.Tag))),
        Document("source-gitlab", "[{\"tag_name\":\"v1\",\"name\":\"v1\",\"target\":\"b\",\"commit\":{\"id\":\"a\",\"created_at\":\"x\"},\"_links\":{\"self\":\"https://h\"},\"assets\":{\"sources\":[{\"format\":\"tar.gz\",\"url\":\"https://h\"}]}}]", json => (Pages.Read(json, GitLab.Release), Pages.Read(json, GitLab.Tag))),
        Anything("source-listing", "<table><tr><td><a href=\"a-1.0.tar.gz\">a</a></td><td>2024-01-02 03:04</td></tr></table><pre><a href='b-2/'>b</a> 01-Jan-2024 10:00 -\n<A HREF=c%20d.zip>", html => ListingPage.Read(html, Page)),
        Anything("source-git", $"{new string('a', 40)}\trefs/tags/v1\n{new string('b', 40)}\trefs/tags/v1^{{}}\nwarning\n", text => GitTags.Releases(Text(text).Split('\n').Select(GitRef.Parse).OfType<GitRef>())),
        Anything("source-git-address", "git@h:a/b.git\nhttps://u:p@h:1/a\nfile:///x\n", text => (GitAddress.HostOf(Text(text)), GitAddress.Shown(Text(text)))),
        Anything("source-debian-release", $"Suite: stable\nMD5Sum:\n x 1 a\nSHA256:\n {Sha256} 12 main/binary-amd64/Packages.gz\n", text => DebianReleaseText.Read(text, null, "h")),
        Asynchronous("source-debian-packages", "Package: a\nVersion: 1.0\nFilename: pool/a.deb\nSHA256: x\nDescription: y\n z\n\nPackage: b\nVersion: 2\n", DebianStanzas.ReadAsync, readsAnything: true),
        Document("source-repomd", $"<repomd xmlns=\"http://linux.duke.edu/metadata/repo\"><data type=\"primary\"><checksum type=\"sha256\">{Sha256}</checksum><location href=\"repodata/p.xml.gz\"/></data></repomd>", xml => RpmDocuments.Primary(xml)),
        Asynchronous("source-rpm-primary", "<metadata packages=\"1\"><package type=\"rpm\"><name>a</name><arch>noarch</arch><version epoch=\"1\" ver=\"1\" rel=\"2\"/><checksum type=\"sha256\">x</checksum><time build=\"1\"/><location href=\"a.rpm\"/></package></metadata>", (stream, ct) => RpmDocuments.PackagesAsync(stream, null, ct), readsAnything: false),
        Anything("source-sums", $"{Sha256} *a.tar.gz\nSHA256 (a.tar.gz) = {Sha256}\n{Sha256}\n", text => ChecksumFile.Read(text, "a.tar.gz", isItsOwn: true, "x")),
        Anything("source-ledger", $"# x\nnpm\ta https://h\t1.0\tsha256:{Sha256}\t2026-01-01T00:00:00Z\narchive\t\thttps://h/a\t-\t2026-01-01T00:00:00Z\n", text => Ledger.Read(Text(text), out _).Write()),
        Document("source-osv", "{\"id\":\"X\",\"aliases\":[\"CVE-1\"],\"details\":\"a\\nb\",\"severity\":[{\"score\":\"s\"}],\"affected\":[{\"package\":{\"ecosystem\":\"npm\",\"name\":\"a\"},\"versions\":[\"1.0.0\"],\"ranges\":[{\"type\":\"SEMVER\",\"repo\":\"h\",\"events\":[{\"introduced\":\"0\"},{\"fixed\":\"2.0.0\"},{\"last_affected\":\"3.0.0\"}]}]}]}", Osv),
        Document("source-osv-ids", "{\"results\":[{\"vulns\":[{\"id\":\"X\"}]},{}]}", json => OsvService.Ids(json)),
    ];

    static Advisory? Osv(byte[] json)
    {
        using var document = JsonFields.Parse(json);
        return OsvRecord.Match(document.RootElement, new(DatasourceNames.Npm, "a", "1.5.0"));
    }

    static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    static FuzzTarget Document(string name, string seed, Func<byte[], object?> read) => new(name, [Encoding.UTF8.GetBytes(seed)], (input, _) =>
    {
        try
        {
            read(input);
            return Task.CompletedTask;
        }
        catch (Exception malformed) when (malformed is JsonException or XmlException)
        {
            throw new MalformedInputException("deps", malformed.Message);
        }
    });

    static FuzzTarget Anything(string name, string seed, Func<byte[], object?> read) => Document(name, seed, read) with { ReadsAnything = true };

    static FuzzTarget Asynchronous<T>(string name, string seed, Func<Stream, CancellationToken, Task<T>> read, bool readsAnything) => new(name, [Encoding.UTF8.GetBytes(seed)], async (input, ct) =>
    {
        try
        {
            await read(new MemoryStream(input), ct);
        }
        catch (XmlException malformed)
        {
            throw new MalformedInputException("deps", malformed.Message);
        }
    })
    {
        ReadsAnything = readsAnything,
    };
}
