using System.IO.Compression;
using System.Net.Http.Json;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Tests.Sites;
using Slipway.Testing;

namespace Slipway.DependencyUpdates.Tests.Datasources;

/// <summary>Debian and RPM repositories: made by the tools that make them, and our own server's.</summary>
public sealed class RepositoryTests
{
    [Fact]
    public async Task A_debian_repository_is_read_by_the_digests_of_its_release_file()
    {
        using var folder = new TempFolder();
        using var site = await DebianAsync(folder);
        var query = new DatasourceQuery(DatasourceNames.Debian, "hello", site.Url) { Suite = "stable" };
        var found = await Asking.FindAsync(query);
        found.Releases.Select(release => release.Version).ShouldBe(["1:1.0-1", "1.10-1"], ignoreOrder: true);
        found.Of("1.10-1").Checksum!.Algorithm.ShouldBe("sha256");
        found.Of("1.10-1").Download!.AbsoluteUri.ShouldStartWith(site.Url + "/pool/");
        (await Asking.FindAsync(query with { Package = "nothing" })).Notes.ShouldHaveSingleItem();
        site.Requests.Count(request => request.Path.EndsWith("Packages.gz", StringComparison.Ordinal)).ShouldBe(2);

        site.Page("/dists/stable/main/binary-amd64/Packages.gz", Gzip("Package: hello\nVersion: 9.0\n\n"u8.ToArray()));
        (await Asking.FailAsync(query)).Code.ShouldBe("deps.source-mismatch");
    }

    [Fact]
    public async Task With_a_key_an_unsigned_release_file_is_not_believed()
    {
        using var folder = new TempFolder();
        using var site = await DebianAsync(folder);
        var options = new SourceOptions { RepositoryKeys = new Dictionary<string, string> { [site.Url] = "-----BEGIN PGP PUBLIC KEY BLOCK-----" } };
        (await Asking.FailAsync(new DatasourceQuery(DatasourceNames.Debian, "hello", site.Url) { Suite = "stable" }, options)).Code.ShouldBe("deps.bad-signature");
    }

    [Fact]
    public async Task An_rpm_repository_is_read_by_the_digests_of_its_repomd()
    {
        using var folder = new TempFolder();
        foreach (var version in new[] { "1.9", "1.10" }) await File.WriteAllBytesAsync(folder[$"hello-{version}.rpm"], new RpmBuilder { Version = version }.ToArray());
        await Tool.RunAsync("createrepo_c", "--quiet", folder.Path);
        using var site = Served(folder.Path);
        var query = new DatasourceQuery(DatasourceNames.Rpm, "hello", site.Url);
        var found = await Asking.FindAsync(query);
        found.Releases.Select(release => release.Version).ShouldBe(["1.9-1", "1.10-1"], ignoreOrder: true);
        found.Of("1.10-1").Date.ShouldNotBeNull();
        (await Asking.FindAsync(query with { Architecture = "s390x" })).Releases.ShouldBeEmpty();
        var primary = Directory.GetFiles(folder["repodata"], "*-primary.xml.*").Single(file => !file.Contains("sqlite", StringComparison.Ordinal));
        site.Page("/repodata/" + Path.GetFileName(primary), new byte[10]);
        (await Asking.FailAsync(query)).Code.ShouldBe("deps.source-mismatch");
    }

    [Fact]
    public async Task Our_own_package_server_is_read_as_every_repository()
    {
        await using var server = await ServerProcess.StartAsync();
        using var client = new HttpClient { BaseAddress = new Uri(server.Url) };
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(server.Token + ":")));
        (await client.PostAsJsonAsync("/api/v1/repos.json", new { repository = new { name = "team/tools", @private = "0" } })).EnsureSuccessStatusCode();
        foreach (var version in new[] { "1.9-1", "1.10-1" })
        {
            var deb = new DebBuilder { Name = "tool", Version = version };
            using var form = new MultipartFormDataContent { { new StringContent("debian/bookworm"), "\"package[distro_version_id]\"" }, { new ByteArrayContent(deb.Build()), "\"package[package_file]\"", $"\"{deb.FileName}\"" } };
            var answer = await client.PostAsync("/api/v1/repos/team/tools/packages.json", form);
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        }

        var found = await Asking.FindAsync(new DatasourceQuery(DatasourceNames.Debian, "tool", server.Url + "/team/tools/debian") { Suite = "bookworm" });
        found.Releases.Select(release => release.Version).ShouldBe(["1.9-1", "1.10-1"], ignoreOrder: true);
    }

    static async Task<Site> DebianAsync(TempFolder folder)
    {
        Directory.CreateDirectory(folder["pool"]);
        var index = folder["dists/stable/main/binary-amd64"];
        Directory.CreateDirectory(index);
        foreach (var version in new[] { "1:1.0-1", "1.10-1" }) await File.WriteAllBytesAsync(folder[$"pool/hello-{version.Length}.deb"], new DebBuilder { Name = "hello", Version = version }.Build());
        var packages = await Tool.TryAsync(new ToolCall("apt-ftparchive", ["packages", "pool"]) { WorkingDirectory = folder.Path });
        packages.ExitCode.ShouldBe(0, packages.Error);
        await File.WriteAllBytesAsync(Path.Combine(index, "Packages.gz"), Gzip(System.Text.Encoding.UTF8.GetBytes(packages.Output)));
        var release = await Tool.TryAsync(new ToolCall("apt-ftparchive", ["release", "dists/stable"]) { WorkingDirectory = folder.Path });
        await File.WriteAllTextAsync(folder["dists/stable/InRelease"], release.Output);
        return Served(folder.Path);
    }

    static Site Served(string folder)
    {
        var site = new Site();
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories)) site.Page("/" + Path.GetRelativePath(folder, file), File.ReadAllBytes(file));
        return site;
    }

    static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(bytes);
        return packed.ToArray();
    }
}
