using System.Globalization;
using System.Text;
using Slipway.DependencyUpdates.Tests.Sites;
using Slipway.DependencyUpdates.Updates.Checking;

namespace Slipway.DependencyUpdates.Tests.Updates;

/// <summary>
/// A project with 70 components of all forms and planted traps: every right update is found, and no wrong one. How long it takes is measured in
/// bench/, not here.
/// </summary>
public sealed class FleetTests
{
    const int Each = 5;

    readonly List<(string Path, string Text)> _files = [];
    readonly Dictionary<string, string?> _expected = new(StringComparer.Ordinal);

    [Fact]
    public async Task All_right_updates_and_no_wrong_one()
    {
        using var world = new World();
        using var site = new Site();
        using var silent = new SilentHost();
        _files.Add(("slipway-deps.yml", $"version: 1\ncooldown: 0\nseparate-major: false\nregistries:\n  go: {site.Url}/go\n  crates: {site.Url}/crates\n  pypi: {site.Url}/pypi\n  oci: {site.Url}\n"));
        await GitAsync(world);
        Listings(site);
        Registries(site);
        await TrapsAsync(world, site, silent);
        await world.WithAsync([.. _files]);

        // What is moved later was seen before.
        await world.CheckAsync();
        await World.TagAsync(await world.UpstreamAsync("trap-moved"), "v1.1.0", "moved");
        var results = await world.CheckAsync();

        results.Count.ShouldBeGreaterThanOrEqualTo(70);
        results.OfType<CheckResult.Failed>().Select(failed => (failed.Component.Name, failed.Code)).ShouldBe([("trap-moved", "deps.changed-upstream"), ("trap-silent", "deps.source-timeout")], ignoreOrder: true);
        var found = results.ToDictionary(result => result.Component.Name, result => (result as CheckResult.Newer)?.Ready[0].Value, StringComparer.Ordinal);
        foreach (var (name, expected) in _expected) found[name].ShouldBe(expected, name);
        found.Keys.Except(_expected.Keys).ShouldBeEmpty();
        var prepared = await world.PrepareAsync();
        prepared.ShouldAllBe(update => update is DependencyUpdates.Updates.Preparing.PreparedUpdate.Ready);
        prepared.Count.ShouldBe(_expected.Values.Count(value => value is not null));

        // An archive that is another one than when it was verified first.
        site.Page("/pub/liba/liba-1.0.10.tar.gz", "changed"u8.ToArray());
        var changed = (await world.PrepareAsync()).OfType<DependencyUpdates.Updates.Preparing.PreparedUpdate.Refused>().ShouldHaveSingleItem();
        (changed.Plan.Steps[0].Component.Name, changed.Code).ShouldBe(("liba", "deps.archive-changed"));
    }

    /// <summary>Every form of tag that the reference names.</summary>
    async Task GitAsync(World world)
    {
        (string Name, string Current, string[] Tags, string Newest)[] forms =
        [
            ("curl", "curl-8_19_0", ["curl-8_9_1", "curl-8_19_0", "curl-8_20_0"], "curl-8_20_0"), ("icu", "release-63-1", ["release-9-1", "release-63-1", "release-74-2"], "release-74-2"),
            ("krb5", "krb5-1.21.3-final", ["krb5-1.21.3-final", "krb5-1.22.1-final", "krb5-1.22.1-beta1"], "krb5-1.22.1-final"), ("openssl", "OpenSSL_1_1_1v", ["OpenSSL_1_1_1v", "OpenSSL_1_1_1w", "OpenSSL_1_1_1-pre9"], "OpenSSL_1_1_1w"),
            ("pgbouncer", "pgbouncer_1_23_1", ["pgbouncer_1_23_1", "pgbouncer_1_24_1"], "pgbouncer_1_24_1"), ("pcre2", "pcre2-10.46", ["pcre2-10.46", "pcre2-10.47", "pcre2-10.47-RC1"], "pcre2-10.47"),
            ("libevent", "release-2.1.11-stable", ["release-2.1.11-stable", "release-2.1.12-stable"], "release-2.1.12-stable"), ("nginx", "release-1.28.0", ["release-1.9.15", "release-1.28.0", "release-1.28.1"], "release-1.28.1"),
            ("consul", "v1.21.4", ["v1.21.4", "v1.21.5", "v1.22.0-rc1"], "v1.21.5"), ("jemalloc", "5.3.0", ["5.3.0", "5.3.1"], "5.3.1"), ("registry", "v4.41.0-gitlab", ["v4.41.0-gitlab", "v4.42.0-gitlab"], "v4.42.0-gitlab"), ("turbo", "2.1.5.1", ["2.1.5.1", "2.1.5.2"], "2.1.5.2"),
        ];
        foreach (var (name, current, tags, newest) in forms)
        {
            _files.Add(($"config/software/{name}.rb", $"name '{name}'\nversion = Gitlab::Version.new('{name}', '{current}')\ndefault_version version.print(false)\nsource git: version.remote\n"));
            Append(".custom_sources.yml", $"{name}:\n  alternative: {await world.UpstreamAsync(name, tags)}\n");
            _expected[name] = newest;
        }
    }

    void Listings(Site site)
    {
        for (var i = 0; i < 12; i++)
        {
            var name = $"lib{(char)('a' + i)}";
            string[] versions = [$"1.{i}", $"1.{i}.9", $"1.{i}.10"];
            site.Page($"/pub/{name}/", $"<table>{string.Concat(versions.Select(version => $"<tr><td><a href=\"{name}-{version}.tar.gz\">{name}-{version}.tar.gz</a></td><td>2024-01-0{i % 9 + 1} 10:00</td></tr>"))}</table>", "text/html");
            site.Page($"/pub/{name}/{name}-1.{i}.10.tar.gz", Encoding.UTF8.GetBytes(name));
            _files.Add(($"config/software/{name}.rb", $"name '{name}'\ndefault_version '1.{i}.9'\nversion('1.{i}.9') {{ source sha256: '{new string('0', 64)}' }}\nsource url: \"{site.Url}/pub/{name}/#{{name}}-#{{version}}.tar.gz\"\n"));
            _expected[name] = $"1.{i}.10";
        }
    }

    void Registries(Site site)
    {
        var npm = new StringBuilder();
        for (var i = 0; i < Each; i++)
        {
            var n = i.ToString(CultureInfo.InvariantCulture);
            site.Page($"/npm/js{n}", $$"""{"name":"js{{n}}","versions":{"1.0.0":{"dist":{} },"1.2.0":{"dist":{} },"2.0.0-rc.10":{"dist":{} } } }""");
            npm.Append(i == 0 ? "" : ",").Append(CultureInfo.InvariantCulture, $"\"js{n}\":\"^1.0.0\"");
            _expected["js" + n] = "1.2.0";
            site.Page($"/gems/info/gem{n}", $"---\n1.0.9 |checksum:{new string('a', 64)}\n1.0.10 |checksum:{new string('a', 64)}\n", "text/plain");
            Append("Gemfile", $"gem 'gem{n}', '1.0.9'\n", $"source '{site.Url}/gems'\n");
            _expected["gem" + n] = "1.0.10";
            site.Page($"/pypi/py{n}/", $$"""{"meta":{"api-version":"1.1"},"name":"py{{n}}","versions":["1.0","1.0.post1","2.0a1"],"files":[{"filename":"py{{n}}-1.0.tar.gz","url":"x","hashes":{} },{"filename":"py{{n}}-1.0.post1.tar.gz","url":"x","hashes":{} },{"filename":"py{{n}}-2.0a1.tar.gz","url":"x","hashes":{} }]}""", "application/vnd.pypi.simple.v1+json");
            Append("requirements.txt", $"py{n}==1.0\n");
            _expected["py" + n] = "1.0.post1";
            site.Page($"/go/example.com/mod{n}/@v/list", "v1.0.0\nv1.1.0\nv1.2.0-rc.1\n", "text/plain");
            foreach (var version in (string[])["v1.0.0", "v1.1.0", "v1.2.0-rc.1"])
                site.Page($"/go/example.com/mod{n}/@v/{version}.mod", $"module example.com/mod{n}\n", "text/plain").Page($"/go/example.com/mod{n}/@v/{version}.info", $$"""{"Version":"{{version}}"}""");
            Append("go.mod", $"require example.com/mod{n} v1.0.0\n", "module example.com/x\n");
            _expected["example.com/mod" + n] = "v1.1.0";
            site.Page($"/crates/cr/at/crate{n}", $$"""{"name":"crate{{n}}","vers":"0.8.1","deps":[],"cksum":"{{new string('a', 64)}}","features":{},"yanked":false}""" + "\n" + $$"""{"name":"crate{{n}}","vers":"0.8.2","deps":[],"cksum":"{{new string('a', 64)}}","features":{},"yanked":false}""" + "\n", "text/plain");
            Append("Cargo.toml", $"crate{n} = \"0.8.1\"\n", "[dependencies]\n");
            _expected["crate" + n] = "0.8.2";
            site.Page($"/maven/g/jar{n}/maven-metadata.xml", "<metadata><versioning><versions><version>1.0</version><version>1.1-alpha</version><version>1.1</version></versions></versioning></metadata>", "application/xml");
            Append("deps.txt", $"<dependency><groupId>g</groupId><artifactId>jar{n}</artifactId><version>1.0</version></dependency>");
            _expected["g:jar" + n] = "1.1";
            site.Page($"/v2/image{n}/tags/list?n=1000", $$"""{"name":"image{{n}}","tags":["1.2-slim","1.3-slim","1.4","latest"]}""");
            Append("Dockerfile", $"FROM {new Uri(site.Url).Authority}/image{n}:1.2-slim\n");
            _expected[$"{new Uri(site.Url).Authority}/image{n}"] = "1.3-slim";
            site.Page($"/nuget/flat/pkg{n}/index.json", """{"versions":["1.0.0","1.0.0.1","2.0.0-beta"]}""").Page($"/nuget/reg/pkg{n}/index.json", """{"items":[{"items":[{"catalogEntry":{"version":"1.0.0","listed":true}},{"catalogEntry":{"version":"1.0.0.1","listed":true}},{"catalogEntry":{"version":"2.0.0-beta","listed":true}}]}]}""");
            Append("Directory.Packages.props", $"<PackageVersion Include=\"Pkg{n}\" Version=\"1.0.0\" />", "<Project><ItemGroup>");
            _expected["Pkg" + n] = "1.0.0.1";
        }

        site.Page("/nuget/index.json", $$"""{"version":"3.0.0","resources":[{"@id":"{{site.Url}}/nuget/flat/","@type":"PackageBaseAddress/3.0.0"},{"@id":"{{site.Url}}/nuget/reg/","@type":"RegistrationsBaseUrl/3.6.0"}]}""");
        _files.Add(("NuGet.config", $"<configuration><packageSources><add key=\"x\" value=\"{site.Url}/nuget/index.json\" /></packageSources></configuration>"));
        _files.Add(("package.json", $"{{\"dependencies\":{{{npm}}}}}"));
        _files.Add((".npmrc", $"registry={site.Url}/npm/\n"));
        _files.Add(("pom.xml", $"<project><repositories><repository><url>{site.Url}/maven</url></repository></repositories><dependencies>{_files.Single(file => file.Path == "deps.txt").Text}</dependencies></project>"));
        _files.RemoveAll(file => file.Path == "deps.txt");
        Append("Directory.Packages.props", "</ItemGroup></Project>");
    }

    async Task TrapsAsync(World world, Site site, SilentHost silent)
    {
        async Task GitTrapAsync(string name, string current, string? newest, params string[] tags)
        {
            _files.Add(($"config/software/{name}.rb", $"name '{name}'\ndefault_version '{current}'\nsource git: '{await world.UpstreamAsync(name, tags)}'\n"));
            _expected[name] = newest;
        }

        // RC24 comes after RC9, though not as text; and no prerelease is offered to who is on a release.
        await GitTrapAsync("trap-rc", "1.0.0-RC24", null, "1.0.0-RC8", "1.0.0-RC9", "1.0.0-RC24");
        await GitTrapAsync("trap-scheme", "2.4.1", "2.4.2", "2.4.1", "2.4.2", "20230101");
        await GitTrapAsync("trap-moved", "v1.0.0", null, "v1.0.0", "v1.1.0");
        _files.Add(("config/software/trap-silent.rb", $"name 'trap-silent'\ndefault_version '1.0'\nsource url: \"{silent.Url}/pub/x-#{{version}}.tar.gz\", sha256: 'x'\n"));
        _expected["trap-silent"] = null;
        site.Page("/npm/trap-yanked", """{"name":"trap-yanked","versions":{"1.0.0":{"dist":{}},"1.1.0":{"dist":{},"deprecated":"has a hole"}}}""");
        _files.Add(("web/package.json", "{\"dependencies\":{\"trap-yanked\":\"1.0.0\"}}"));
        _expected["trap-yanked"] = null;

        // 140 pages of tags, the newest on the last.
        for (var page = 0; page < 140; page++)
        {
            var (from, next) = (page == 0 ? "" : $"&last=1.0.{(page * 10) - 1}", page == 139 ? null : $"</v2/trap-pages/tags/list?n=1000&last=1.0.{(page * 10) + 9}>; rel=\"next\"");
            var tags = string.Join(',', Enumerable.Range(page * 10, 10).Select(number => $"\"1.0.{number}\""));
            site.Page($"/v2/trap-pages/tags/list?n=1000{from}", _ => new(200, Encoding.UTF8.GetBytes($$"""{"tags":[{{tags}}]}"""), "application/json", next is null ? null : new() { ["Link"] = next }));
        }

        Append("Dockerfile", $"FROM {new Uri(site.Url).Authority}/trap-pages:1.0.1398\n");
        _expected[$"{new Uri(site.Url).Authority}/trap-pages"] = "1.0.1399";
    }

    void Append(string path, string text, string first = "")
    {
        var at = _files.FindIndex(file => file.Path == path);
        if (at < 0) _files.Add((path, first + text));
        else _files[at] = (path, _files[at].Text + text);
    }
}
