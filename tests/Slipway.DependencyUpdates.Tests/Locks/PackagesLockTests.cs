using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Slipway.DependencyUpdates.Locks.NuGet;

namespace Slipway.DependencyUpdates.Tests.Locks;

/// <summary>packages.lock.json: changed to what NuGet itself writes, or not at all.</summary>
public sealed class PackagesLockTests
{
    static string Nuspec(string version, string dependencies) => $"<package><metadata><id>Left</id><version>{version}</version><dependencies>{dependencies}</dependencies></metadata></package>";

    const string Deep = "<group targetFramework=\"net8.0\"><dependency id=\"Deep\" version=\"1.0.0\" /></group>";

    static byte[] Package(string version)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var writer = new StreamWriter(zip.CreateEntry("Left.nuspec").Open());
            writer.Write(Nuspec(version, Deep));
        }

        return bytes.ToArray();
    }

    static string Lock(string project) => $$"""
        {
          "version": 2,
          "dependencies": {
            "net8.0": {
              {{project}}
              "Deep": { "type": "Transitive", "resolved": "1.0.0", "contentHash": "deep==" }
            }
          }
        }

        """;

    const string Direct = """
        "Left": { "type": "Direct", "requested": "[1.0.0, )", "resolved": "1.0.0", "contentHash": "old==", "dependencies": { "Deep": "1.0.0" } },
        """;

    const string Through = """
        "app": { "type": "Project", "dependencies": { "Left": "[1.0.0, )" } },
              "Left": { "type": "Transitive", "resolved": "1.0.0", "contentHash": "old==", "dependencies": { "Deep": "1.0.0" } },
        """;

    static async Task<LockWorld> WorldAsync(byte[] package, string newer = Deep, string first = Direct, string second = Through)
    {
        var world = new LockWorld();
        var url = world.Site.Url;
        world.Site.Page("/index.json", $$"""{"version":"3.0.0","resources":[{"@id":"{{url}}/flat/","@type":"PackageBaseAddress/3.0.0"}]}""").Page("/flat/left/index.json", """{"versions":["1.0.0","1.0.1"]}""")
            .Page("/flat/left/1.0.0/left.nuspec", Nuspec("1.0.0", Deep), "application/xml").Page("/flat/left/1.0.1/left.nuspec", Nuspec("1.0.1", newer), "application/xml").Page("/flat/left/1.0.1/left.1.0.1.nupkg", package);
        return await world.WithAsync("{}", ("NuGet.config", $"<configuration><packageSources><add key=\"x\" value=\"{url}/index.json\" /></packageSources></configuration>"), ("app/app.csproj", "<Project><ItemGroup><PackageReference Include=\"Left\" Version=\"1.0.0\" /></ItemGroup></Project>"), ("app/packages.lock.json", Lock(first)), ("tests/packages.lock.json", Lock(second)));
    }

    [Fact]
    public async Task Every_lock_of_the_repository_that_has_it_is_changed()
    {
        var package = Package("1.0.1");
        using var world = await WorldAsync(package);
        var (first, second) = (await world.ReadAsync("app/packages.lock.json"), await world.ReadAsync("tests/packages.lock.json"));
        var files = await world.MakeAsync();
        var hash = Convert.ToBase64String(SHA512.HashData(package));
        files["app/packages.lock.json"].ShouldBe(first.Replace("[1.0.0, )", "[1.0.1, )", StringComparison.Ordinal).Replace("\"resolved\": \"1.0.0\", \"contentHash\": \"old==\"", $"\"resolved\": \"1.0.1\", \"contentHash\": \"{hash}\"", StringComparison.Ordinal));
        files["tests/packages.lock.json"].ShouldBe(second.Replace("[1.0.0, )", "[1.0.1, )", StringComparison.Ordinal).Replace("\"resolved\": \"1.0.0\", \"contentHash\": \"old==\"", $"\"resolved\": \"1.0.1\", \"contentHash\": \"{hash}\"", StringComparison.Ordinal));
        files["app/app.csproj"].ShouldContain("Version=\"1.0.1\"");
    }

    [Theory]
    [InlineData("<group targetFramework=\"net8.0\"><dependency id=\"Deep\" version=\"2.0.0\" /></group>", Direct, "The versions differ in what they need.")]
    [InlineData(Deep, "\"Other\": { \"type\": \"Direct\", \"requested\": \"[1.0.0, )\", \"resolved\": \"1.0.0\", \"contentHash\": \"x\", \"dependencies\": { \"Left\": \"[1.0.0]\" } },", "Other needs Left [1.0.0].")]
    [InlineData(Deep, "\"Left\": { \"type\": \"Direct\", \"requested\": \"[1.0.0, 2.0.0)\", \"resolved\": \"1.0.0\", \"contentHash\": \"x\" },", "has Left [1.0.0, 2.0.0) for net8.0.")]
    public async Task Where_more_would_change_the_command_is_told(string newer, string first, string says)
    {
        using var world = await WorldAsync(Package("1.0.1"), newer, first);
        var reason = await world.ByHandAsync();
        reason.ShouldContain(says);
        reason.ShouldContain("dotnet restore --force-evaluate");
    }

    [Fact]
    public void The_content_hash_of_a_signed_package_is_what_nuget_computed_when_it_restored_it()
    {
        // Packages of this very build, each beside what NuGet wrote of it.
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var restored = new[] { "shouldly", "yamldotnet", "bouncycastle.cryptography" }.Select(id => Directory.GetFiles(Path.Combine(packages, id), "*.nupkg", SearchOption.AllDirectories)[0]).ToList();
        foreach (var file in restored)
        {
            using var metadata = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(file)!, ".nupkg.metadata")));
            using (var zip = ZipFile.OpenRead(file)) zip.GetEntry(".signature.p7s").ShouldNotBeNull();
            using var package = File.OpenRead(file);
            ContentHash.Of(package).ShouldBe(metadata.RootElement.GetProperty("contentHash").GetString());
        }
    }
}
