using System.Globalization;
using System.Text;

namespace Slipway.Bench.Samples;

/// <summary>
/// A project of 70 components in forms that Slipway and Renovate both read, and the hosts that tell their releases, with traps: a withdrawn
/// version, a prerelease whose number is older, a date among versions, 140 pages of tags.
/// </summary>
sealed class SampleDependencies(SourceHost host, string folder)
{
    public const int Count = 70;

    const int Each = 9;

    readonly Dictionary<string, string?> right = new(StringComparer.Ordinal);
    readonly StringBuilder npm = new(), nuget = new(), pip = new(), gems = new(), maven = new(), go = new(), pinned = new();

    /// <summary>What each component should become; null: what it is.</summary>
    public IReadOnlyDictionary<string, string?> Right => right;

    public async Task WriteAsync()
    {
        for (var i = 0; i < Each; i++) Registries(i);
        for (var i = 0; i < 12; i++) await GitAsync($"tool{i}", "v1.9.3", "v1.10.0", "v1.9.3", "v1.10.0", "v1.9.10", "v1.11.0-rc.1");
        await GitAsync("trap-rc", "v1.0.0-RC24", null, "v1.0.0-RC8", "v1.0.0-RC9", "v1.0.0-RC24");
        await GitAsync("trap-date", "v2.4.1", "v2.4.2", "v2.4.1", "v2.4.2", "v20230101.0.0");
        Withdrawn();
        Pages();
        Files();
        await Command.RunAsync("git", "init", "-q", folder);
        await Command.RunAsync("git", "-C", folder, "add", "--all");
        if (right.Count != Count) throw new InvalidOperationException($"The sample has {right.Count} components.");
    }

    void Registries(int i)
    {
        var n = i.ToString(CultureInfo.InvariantCulture);
        host.Page($"/npm/js{n}", $$"""{"name":"js{{n}}","dist-tags":{"latest":"1.10.0"},"time":{"1.9.0":"2024-01-01T00:00:00Z","1.10.0":"2024-06-01T00:00:00Z","2.0.0-rc.1":"2024-07-01T00:00:00Z"},"versions":{"1.9.0":{"version":"1.9.0"},"1.10.0":{"version":"1.10.0"},"2.0.0-rc.1":{"version":"2.0.0-rc.1"} } }""");
        npm.Append(i == 0 ? "" : ",\n").Append(CultureInfo.InvariantCulture, $"    \"js{n}\": \"1.9.0\"");
        right["js" + n] = "1.10.0";
        string Entry(string version) => $$"""{"@id":"{{host.Url}}/nuget/reg/pkg{{n}}/{{version}}.json","catalogEntry":{"id":"Pkg{{n}}","version":"{{version}}","listed":true,"published":"2024-01-01T00:00:00Z"},"packageContent":"{{host.Url}}/nuget/p.nupkg"}""";
        host.Page($"/nuget/reg/pkg{n}/index.json", $$"""{"count":1,"items":[{"@id":"{{host.Url}}/nuget/reg/pkg{{n}}/index.json#page","count":3,"lower":"1.0.0","upper":"2.0.0-beta","items":[{{Entry("1.0.0")}},{{Entry("1.0.10")}},{{Entry("2.0.0-beta")}}]}]}""");
        nuget.Append(CultureInfo.InvariantCulture, $"    <PackageReference Include=\"Pkg{n}\" Version=\"1.0.0\" />\n");
        right["Pkg" + n] = "1.0.10";
        string Link(string version) => $"<a href=\"/files/py{n}-{version}.tar.gz\">py{n}-{version}.tar.gz</a>";
        host.Page($"/pypi/py{n}/", $"<!DOCTYPE html><html><body>{Link("1.0")}{Link("1.0.post1")}{Link("2.0a1")}</body></html>", "text/html");
        pip.Append(CultureInfo.InvariantCulture, $"py{n}==1.0\n");
        right["py" + n] = "1.0.post1";
        host.Page($"/maven/g/jar{n}/maven-metadata.xml", $"<?xml version=\"1.0\"?><metadata><groupId>g</groupId><artifactId>jar{n}</artifactId><versioning><latest>1.10</latest><release>1.10</release><versions><version>1.9</version><version>1.10-alpha</version><version>1.10</version></versions></versioning></metadata>", "application/xml");
        host.Page($"/maven/g/jar{n}/1.10/jar{n}-1.10.pom", "<project/>", "application/xml");
        maven.Append(CultureInfo.InvariantCulture, $"    <dependency><groupId>g</groupId><artifactId>jar{n}</artifactId><version>1.9</version></dependency>\n");
        right["g:jar" + n] = "1.10";
        host.Page($"/go/example.com/mod{n}/@v/list", "v1.9.0\nv1.10.0\nv1.11.0-rc.1\n", "text/plain");
        foreach (var version in new[] { "v1.9.0", "v1.10.0", "v1.11.0-rc.1" }) host.Page($"/go/example.com/mod{n}/@v/{version}.info", $$"""{"Version":"{{version}}","Time":"2024-01-01T00:00:00Z"}""");
        host.Page($"/go/example.com/mod{n}/@v/v1.11.0-rc.1.mod", $"module example.com/mod{n}\n", "text/plain");
        host.Page($"/go/example.com/mod{n}/@latest", """{"Version":"v1.10.0"}""");
        go.Append(CultureInfo.InvariantCulture, $"\texample.com/mod{n} v1.9.0\n");
        right["example.com/mod" + n] = "v1.10.0";
        host.Page($"/gems/info/gem{n}", $"---\n1.0.9 |checksum:{new string('a', 64)}\n1.0.10 |checksum:{new string('a', 64)}\n", "text/plain");
        gems.Append(CultureInfo.InvariantCulture, $"gem 'gem{n}', '1.0.9'\n");
        right["gem" + n] = "1.0.10";
    }

    async Task GitAsync(string name, string current, string? newest, params string[] tags)
    {
        var repository = Path.Combine(folder, "..", "upstreams", name + ".git");
        await Command.RunAsync("git", "init", "-q", "--bare", repository);
        var tree = (await Command.RunAsync("git", "-C", repository, "hash-object", "-t", "tree", "-w", "/dev/null")).Trim();
        var commit = (await Command.RunAsync("git", "-C", repository, "-c", "user.name=b", "-c", "user.email=b@example.org", "commit-tree", "-m", "x", tree)).Trim();
        foreach (var tag in tags) await Command.RunAsync("git", "-C", repository, "tag", tag, commit);
        await Command.RunAsync("git", "-C", repository, "update-server-info");
        host.Folder($"/git/{name}.git", repository);
        Pin("git-tags", name, $"{host.Url}/git/{name}.git", current, newest);
    }

    void Withdrawn()
    {
        host.Page("/npm/trap-withdrawn", """{"name":"trap-withdrawn","dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"version":"1.0.0"},"1.1.0":{"version":"1.1.0","deprecated":"has a hole"} } }""");
        npm.Append(",\n    \"trap-withdrawn\": \"1.0.0\"");
        right["trap-withdrawn"] = null;
    }

    /// <summary>The newest is on the last page.</summary>
    void Pages()
    {
        const string Tags = "/api/v4/projects/group%2Fpages/repository/tags?per_page=100";
        for (var page = 1; page <= 150; page++)
        {
            var tags = page > 140 ? [] : Enumerable.Range((page - 1) * 100, 100).Select(i => $$"""{"name":"v1.{{i}}.0","target":"{{i:x40}}","commit":{"id":"{{i:x40}}","created_at":"2024-01-01T00:00:00Z"} }""");
            var (body, link) = ($"[{string.Join(',', tags)}]", page < 140 ? $"<{host.Url}{Tags}&page={page + 1}>; rel=\"next\"" : null);
            host.Page($"{Tags}&page={page}", body, link: link);
            if (page == 1) host.Page(Tags, body, link: link);
        }

        Pin("gitlab-tags", "trap-pages", "group/pages", "v1.13998.0", "v1.13999.0");
    }

    void Pin(string datasource, string name, string package, string current, string? newest)
    {
        pinned.Append(CultureInfo.InvariantCulture, $"# renovate: datasource={datasource} depName={name} packageName={package} registryUrl={host.Url}\nVERSION={current}\n");
        right[name] = newest;
    }

    void Files()
    {
        host.Page("/nuget/index.json", $$"""{"version":"3.0.0","resources":[{"@id":"{{host.Url}}/nuget/reg/","@type":"RegistrationsBaseUrl/3.6.0"},{"@id":"{{host.Url}}/nuget/flat/","@type":"PackageBaseAddress/3.0.0"}]}""");
        void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
        Write("package.json", $"{{\n  \"name\": \"sample\",\n  \"dependencies\": {{\n{npm}\n  }}\n}}\n");
        Write(".npmrc", $"registry={host.Url}/npm/\n");
        Write("sample.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\">\n  <ItemGroup>\n{nuget}  </ItemGroup>\n</Project>\n");
        Write("NuGet.config", $"<?xml version=\"1.0\"?>\n<configuration><packageSources><clear /><add key=\"sample\" value=\"{host.Url}/nuget/index.json\" /></packageSources></configuration>\n");
        Write("requirements.txt", $"--index-url {host.Url}/pypi/\n{pip}");
        Write("pom.xml", $"<project>\n  <modelVersion>4.0.0</modelVersion><groupId>s</groupId><artifactId>s</artifactId><version>1</version>\n  <repositories><repository><id>s</id><url>{host.Url}/maven</url></repository></repositories>\n  <dependencies>\n{maven}  </dependencies>\n</project>\n");
        Write("go.mod", $"module example.com/sample\n\nrequire (\n{go})\n");
        Write("Gemfile", $"source '{host.Url}/gems'\n\n{gems}");
        Write("versions.env", pinned.ToString());
        Write("renovate.json", $$"""
            {
              "rangeStrategy": "bump",
              "minimumReleaseAge": "0 days",
              "customManagers": [
                {
                  "customType": "regex",
                  "managerFilePatterns": ["/^versions\\.env$/"],
                  "matchStrings": ["# renovate: datasource=(?<datasource>\\S+) depName=(?<depName>\\S+) packageName=(?<packageName>\\S+) registryUrl=(?<registryUrl>\\S+)\\nVERSION=(?<currentValue>\\S+)"]
                }
              ]
            }
            """);
    }
}
