using System.IO.Compression;
using System.Security.Cryptography;
using System.Xml.Linq;
using Slipway.Testing;

namespace Slipway.PackageServer.Tests.Publications;

public sealed class RpmPublicationTests
{
    static readonly XNamespace Repo = "http://linux.duke.edu/metadata/repo";

    [Fact]
    public async Task Every_index_has_the_listed_bytes_and_just_the_packages_that_are_there()
    {
        const int Seed = 3;
        var random = new Random(Seed);
        await using var server = await ServerProcess.StartAsync();
        using var model = await PublicationModel.CreateAsync(server, "el/9");
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
                    var architecture = new[] { "noarch", "x86_64", "x86_64", "s390x" }[random.Next(step < 40 ? 3 : 4)];
                    await model.PushAsync(SamplePackage.Rpm($"sample-{random.Next(30)}", $"1.{random.Next(4)}", architecture));
                    break;
            }

            if (step % 20 == 19)
            {
                await CheckAsync(model, "x86_64", step);
                await CheckAsync(model, "aarch64", step);
            }
        }

        await CheckAsync(model, "s390x", 120);
    }

    static async Task CheckAsync(PublicationModel model, string architecture, int step)
    {
        var expected = model.Packages.Where(package => package.Architecture == architecture || package.Architecture == "noarch").ToList();
        var repomd = XDocument.Load(new MemoryStream(await model.GetAsync($"el/9/{architecture}/repodata/repomd.xml")));
        foreach (var data in repomd.Root!.Elements(Repo + "data"))
        {
            var where = $"{architecture} {(string)data.Attribute("type")!}, step {step}";
            var bytes = await model.GetAsync($"el/9/{architecture}/{(string)data.Element(Repo + "location")!.Attribute("href")!}");
            bytes.Length.ShouldBe((int)data.Element(Repo + "size")!, where);
            Convert.ToHexStringLower(SHA256.HashData(bytes)).ShouldBe((string)data.Element(Repo + "checksum")!, where);
            using var gzip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
            var plain = new MemoryStream();
            await gzip.CopyToAsync(plain);
            plain.Length.ShouldBe((long)data.Element(Repo + "open-size")!, where);
            plain.Position = 0;
            var list = XDocument.Load(plain).Root!;
            ((int)list.Attribute("packages")!).ShouldBe(expected.Count, where);
            list.Elements().Select(Identity).Order().ShouldBe(expected.Select(package => $"{package.Name} {package.Version} {package.Architecture}").Order(), where);
        }
    }

    static string Identity(XElement package)
    {
        var names = package.Name.Namespace;
        var name = (string?)package.Attribute("name") ?? (string)package.Element(names + "name")!;
        var architecture = (string?)package.Attribute("arch") ?? (string)package.Element(names + "arch")!;
        return $"{name} {(string)package.Element(names + "version")!.Attribute("ver")!} {architecture}";
    }
}
