using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Slipway.Formats.Rpm;
using Slipway.Testing;

namespace Slipway.Formats.Tests.Rpm;

/// <summary>
/// A folder of packages, made by rpmbuild, rpmsign and our own builder, that createrepo_c has indexed: what it printed is what we
/// must print.
/// </summary>
public sealed class RpmOracle : IAsyncLifetime
{
    readonly TempFolder _folder = new();
    readonly Dictionary<string, string> _documents = [];

    public string Packages => _folder["packages"];

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Packages);
        await Task.WhenAll(BuildAsync("everything", RpmSpecs.Everything), BuildAsync("variants", RpmSpecs.Variants));
        foreach (var (name, builder) in StrangePackages.All)
        {
            await File.WriteAllBytesAsync(_folder["packages", name + ".rpm"], builder.ToArray());
        }

        await SignAsync();
        await Tool.RunAsync("createrepo_c", "--quiet", "--no-database", "--compress-type", "gz", Packages);
        foreach (var file in Directory.EnumerateFiles(_folder["packages", "repodata"], "*.xml.gz"))
        {
            await using var gzip = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            using var text = new StreamReader(gzip, Encoding.UTF8);
            _documents[Path.GetFileName(file).Split('-', '.')[1]] = await text.ReadToEndAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The whole of <c>primary</c>, <c>filelists</c> or <c>other</c>.</summary>
    public string Document(string type) => _documents[type];

    /// <summary>The files in the order of the index.</summary>
    public IReadOnlyList<string> Files =>
        [.. XDocument.Parse(_documents["primary"]).Descendants().Where(node => node.Name.LocalName == "location").Select(node => (string)node.Attribute("href")!)];

    public async Task<(RpmPackage Package, RpmFileFacts Facts)> ReadAsync(string file)
    {
        var path = _folder["packages", file];
        await using var stream = File.OpenRead(path);
        var package = await RpmReader.ReadAsync(stream, RpmLimits.Default, TestContext.Current.CancellationToken);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path)));
        return (package, new RpmFileFacts(sha256, stream.Length, new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeSeconds(), file));
    }

    async Task BuildAsync(string name, string spec)
    {
        // A top folder each: two rpmbuilds that start at once trip over one another.
        Directory.CreateDirectory(_folder[name, "SOURCES"]);
        await File.WriteAllTextAsync(_folder[name, "SOURCES", "notes.txt"], "notes\n");
        await File.WriteAllTextAsync(_folder[name, "it.spec"], spec);
        await Tool.RunAsync(
            "rpmbuild", "-ba", "--quiet", "--nodeps", "--define", $"_topdir {_folder[name]}", "--define", $"_rpmdir {Packages}", "--define", $"_srcrpmdir {Packages}",
            "--define", "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm", _folder[name, "it.spec"]);
    }

    async Task SignAsync()
    {
        var home = _folder["gpg"];
        await Tool.RunAsync("mkdir", "--mode", "700", home);
        var signed = _folder["packages", "signed.rpm"];
        File.Copy(Directory.EnumerateFiles(Packages, "everything-*.noarch.rpm").Single(), signed);
        await Tool.RunAsync("gpg", "--homedir", home, "--batch", "--passphrase", "", "--quick-gen-key", "signer@example.invalid", "rsa2048", "sign", "never");
        await Tool.RunAsync("rpmsign", "--addsign", "--define", "__gpg /usr/bin/gpg", "--define", $"_gpg_path {home}", "--define", "_gpg_name signer@example.invalid", signed);
        await Tool.TryAsync("gpgconf", "--homedir", home, "--kill", "all");
    }
}

/// <summary>Its tests share one folder: building it takes seconds.</summary>
[CollectionDefinition]
public sealed class RpmOracleGroup : ICollectionFixture<RpmOracle>;
