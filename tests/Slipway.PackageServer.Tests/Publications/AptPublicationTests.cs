using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Slipway.Testing;
using ZstdSharp;

namespace Slipway.PackageServer.Tests.Publications;

/// <summary>Whatever was pushed and yanked, and wherever the server was killed: every listed file is what it is listed as.</summary>
public sealed partial class AptPublicationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_index_has_the_listed_bytes_and_just_the_packages_that_are_there(int seed)
    {
        var random = new Random(seed);
        await using var server = await ServerProcess.StartAsync();
        using var model = await PublicationModel.CreateAsync(server, "debian/bookworm");
        for (var step = 0; step < 120; step++)
        {
            switch (random.Next(12))
            {
                case 0 when model.Packages.Count > 0:
                    await model.YankAsync(model.Packages.ElementAt(random.Next(model.Packages.Count)));
                    break;
                case 1 when step % 5 == 0:
                    await model.RestartAsync();
                    break;
                default:
                    var architecture = new[] { "all", "amd64", "amd64", "riscv64" }[random.Next(step < 40 ? 3 : 4)];
                    await model.PushAsync(SamplePackage.Deb($"sample-{random.Next(30)}", $"1.{random.Next(4)}", architecture));
                    break;
            }

            if (step % 20 == 19)
            {
                await CheckAsync(model, seed, step);
            }
        }
    }

    static async Task CheckAsync(PublicationModel model, int seed, int step)
    {
        var where = $"seed {seed}, step {step}";
        var release = Encoding.UTF8.GetString(await model.GetAsync("debian/dists/bookworm/InRelease"));
        var indexes = new Dictionary<string, byte[]>();
        foreach (Match entry in Listed().Matches(release))
        {
            var (digest, size, path) = (entry.Groups[1].Value, int.Parse(entry.Groups[2].Value), entry.Groups[3].Value);
            var bytes = await model.GetAsync($"debian/dists/bookworm/{Path.GetDirectoryName(path)}/by-hash/SHA256/{digest}");
            bytes.Length.ShouldBe(size, $"{path}, {where}");
            Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe(digest, $"{path}, {where}");
            indexes[path] = bytes;
        }

        foreach (var (path, plain) in indexes.Where(index => Path.GetExtension(index.Key).Length == 0))
        {
            Gunzip(indexes[path + ".gz"]).ShouldBe(plain, $"{path}.gz, {where}");
            if (indexes.TryGetValue(path + ".zst", out var zstd))
            {
                Unzstd(zstd).ShouldBe(plain, $"{path}.zst, {where}");
            }
        }

        foreach (var architecture in new[] { "amd64", "arm64", "riscv64" }.Where(architecture => indexes.ContainsKey($"main/binary-{architecture}/Packages")))
        {
            var expected = model.Packages.Where(package => package.Architecture == architecture || package.Architecture == "all").ToList();
            var stanzas = Encoding.UTF8.GetString(indexes[$"main/binary-{architecture}/Packages"]).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
            stanzas.Select(Filename).Order().ShouldBe(expected.Select(package => package.Filename).Order(), $"{architecture}, {where}");
            if (indexes.TryGetValue($"main/Contents-{architecture}", out var contents))
            {
                Encoding.UTF8.GetString(contents).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0].Split('\t')[0]).Distinct().Order()
                    .ShouldBe(expected.SelectMany(package => package.Files).Distinct().Order(), $"Contents-{architecture}, {where}");
            }
        }
    }

    static string Filename(string stanza) => Path.GetFileName(stanza.Split('\n').Single(line => line.StartsWith("Filename: ", StringComparison.Ordinal)));

    static byte[] Gunzip(byte[] bytes)
    {
        using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    static byte[] Unzstd(byte[] bytes)
    {
        using var zstd = new DecompressionStream(new MemoryStream(bytes));
        var plain = new MemoryStream();
        zstd.CopyTo(plain);
        return plain.ToArray();
    }

    [GeneratedRegex(@"^ ([0-9a-f]{64}) +([0-9]+) (\S+)$", RegexOptions.Multiline)]
    private static partial Regex Listed();
}
