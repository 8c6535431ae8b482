using System.Globalization;
using System.Text;
using Slipway.Formats.Debian;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Debian;

/// <summary>A repository of what we write, read by the real apt in a root of its own.</summary>
public class AptClientTests
{
    static readonly DateTimeOffset Published = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public async Task Apt_reads_our_indexes_and_downloads_by_them()
    {
        using var folder = new TempFolder();
        var package = new DebBuilder { Name = "sample", Version = "1:2.0-1", Fields = new Dictionary<string, string> { ["Section"] = "net", ["Depends"] = "libc6" } };
        var source = new SourcePackageBuilder { Name = "sample", Version = "2.0" };
        await PublishAsync(folder["repo"], package, source);
        var apt = await RootAsync(folder);

        await Tool.RunAsync("apt-get", [.. apt, "update"]);
        (await Tool.RunAsync("apt-cache", [.. apt, "show", "sample"])).ShouldContain("Filename: pool/sample_2.0-1_all.deb");
        (await Tool.RunAsync("apt-cache", [.. apt, "policy"])).ShouldContain("release v=1,o=Slipway,a=stable,n=bookworm,l=Sample,c=main");
        (await Tool.RunAsync("apt-cache", [.. apt, "showsrc", "sample"])).ShouldContain("Directory: pool");

        Directory.CreateDirectory(folder["downloads"]);
        foreach (var arguments in new[] { new[] { "download", "sample" }, ["source", "--download-only", "sample"] })
        {
            var got = await Tool.TryAsync(new ToolCall("apt-get", [.. apt, .. arguments]) { WorkingDirectory = folder["downloads"] });
            got.ExitCode.ShouldBe(0, got.Error);
        }

        Directory.GetFiles(folder["downloads"]).Length.ShouldBe(3);
    }

    static async Task PublishAsync(string root, DebBuilder package, SourcePackageBuilder source)
    {
        Directory.CreateDirectory(Path.Combine(root, "pool"));
        var deb = package.Build();
        var (dsc, tar) = source.Build();
        foreach (var (name, bytes) in new[] { (package.FileName, deb), (source.DscName, dsc), (source.TarName, tar) })
            await File.WriteAllBytesAsync(Path.Combine(root, "pool", name), bytes);

        var read = await Deb.ReadAsync(deb);
        var packages = PackagesStanza.Write(read, Archive.PoolFile(deb, "pool/" + package.FileName));
        var sources = SourcesStanza.Write(DscReader.Read(dsc, ControlLimits.Default), "pool", Archive.PoolFile(dsc, "pool/" + source.DscName));
        List<IndexEntry> entries = [];
        foreach (var (path, bytes) in new[] { ("main/binary-amd64/Packages", packages), ("main/source/Sources", sources) })
        {
            var file = Path.Combine(root, "dists", "bookworm", path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, bytes);
            entries.Add(new(path, bytes.Length, Archive.PoolFile(bytes, "").Sha256));
        }

        await File.WriteAllBytesAsync(Path.Combine(root, "dists", "bookworm", "Release"), Release(entries).ToBytes());
    }

    static ReleaseFile Release(IReadOnlyList<IndexEntry> entries) => new()
    {
        Origin = "Slipway",
        Label = "Sample",
        Suite = "stable",
        Codename = "bookworm",
        Version = "1",
        Date = Published,
        Architectures = ["amd64"],
        Components = ["main"],
        NoSupportForArchitectureAll = true,
        Description = "packages of a test",
        Indexes = entries,
    };

    static async Task<string[]> RootAsync(TempFolder folder)
    {
        foreach (var part in new[] { "etc/preferences.d", "etc/trusted.gpg.d", "state/lists/partial", "cache/archives/partial" }) Directory.CreateDirectory(folder["apt", part]);
        await File.WriteAllTextAsync(folder["apt", "status"], "");
        await File.WriteAllTextAsync(folder["apt", "etc", "sources.list"], $"deb [trusted=yes arch=amd64] file:{folder["repo"]} bookworm main\ndeb-src [trusted=yes] file:{folder["repo"]} bookworm main\n");
        return
        [
            "-qq", "-o", $"Dir::Etc={folder["apt", "etc"]}", "-o", $"Dir::State={folder["apt", "state"]}", "-o", $"Dir::State::status={folder["apt", "status"]}",
            "-o", $"Dir::Cache={folder["apt", "cache"]}", "-o", "APT::Architecture=amd64", "-o", "APT::Architectures::=amd64", "-o", "APT::Sandbox::User=",
        ];
    }

    [Fact]
    public void A_release_file_says_what_apt_asks_for()
    {
        var release = Release([new("main/binary-amd64/Packages", 1234, new string('a', 64))]) with
        {
            ValidUntil = Published.AddDays(7),
            AcquireByHash = true,
            SignedBy = ["AAAA", "BBBB"],
            NoSupportForArchitectureAll = false,
        };
        Encoding.UTF8.GetString(release.ToBytes()).ShouldBe(string.Create(CultureInfo.InvariantCulture, $"""
            Origin: Slipway
            Label: Sample
            Suite: stable
            Version: 1
            Codename: bookworm
            Date: Fri, 02 Jan 2026 03:04:05 UTC
            Valid-Until: Fri, 09 Jan 2026 03:04:05 UTC
            Acquire-By-Hash: yes
            Architectures: amd64
            Components: main
            Signed-By: AAAA, BBBB
            Description: packages of a test
            SHA256:
             {new string('a', 64)}             1234 main/binary-amd64/Packages

            """));
    }

    [Fact]
    public void A_value_cannot_smuggle_in_a_line() =>
        Should.Throw<InvalidOperationException>(() => (Release([]) with { Origin = "a\nSuite: b" }).ToBytes());
}
