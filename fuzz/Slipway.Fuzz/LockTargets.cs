using System.IO.Compression;
using System.Text;
using System.Xml;
using Slipway.DependencyUpdates.Files;
using Slipway.DependencyUpdates.Locks.Cargo;
using Slipway.DependencyUpdates.Locks.Go;
using Slipway.DependencyUpdates.Locks.NuGet;
using Slipway.DependencyUpdates.Locks.Ruby;
using Slipway.DependencyUpdates.Syntax;
using Slipway.DependencyUpdates.Versioning;
using Slipway.Formats;

namespace Slipway.Fuzz;

/// <summary>Lock files, and what registries say of the versions in them.</summary>
static class LockTargets
{
    public static IEnumerable<FuzzTarget> All =>
    [
        Target("deps-cargo-lock", "version = 4\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nsource = \"registry+x\"\nchecksum = \"aa\"\ndependencies = [\n \"b\",\n]\n", input => LockedCrate.Read(SourceFile.Read("Cargo.lock", input))),
        Target("deps-packages-lock", "{\"version\":2,\"dependencies\":{\"net8.0\":{\"a\":{\"type\":\"Direct\",\"requested\":\"[1.0.0, )\",\"resolved\":\"1.0.0\",\"contentHash\":\"x\",\"dependencies\":{\"b\":\"1\"}}}}}", input => new LockedPlaces("a", "1.0.0", VersionSchemes.Find("nuget")!.Parse("1.0.1")!).Read(SourceFile.Read("packages.lock.json", input))),
        Target("deps-nuspec", "<package><metadata><id>a</id><dependencies><group targetFramework=\"net8.0\"><dependency id=\"b\" version=\"1\"/></group></dependencies></metadata></package>", input => Nuspec.Needs(input)),
        new("deps-nuget-package", [Package()], (input, _) =>
        {
            try
            {
                ContentHash.Of(new MemoryStream(input));
                return Task.CompletedTask;
            }
            catch (InvalidDataException wrong)
            {
                throw new MalformedInputException("deps", wrong.Message);
            }
        }),
        Target("deps-go-mod-text", "module a\ngo 1.22\nrequire (\n\tb v1.0.0 // indirect\n)\n", input => GoModText.Read(input), readsAnything: true),
        Target("deps-compact-index", "---\n1.0.0 a:>= 1&< 2,b:>= 0|checksum:aa,ruby:>= 2\n1.0.1 |checksum:bb\n", input => CompactIndex.Read(input, "1.0.0", "1.0.1"), readsAnything: true),
    ];

    static byte[] Package()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { "a.nuspec", ".signature.p7s", "lib/a.dll" })
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(Encoding.ASCII.GetBytes(name));
            }
        }

        return bytes.ToArray();
    }

    static FuzzTarget Target(string name, string sample, Action<byte[]> read, bool readsAnything = false) => new(name, [Encoding.UTF8.GetBytes(sample)], (input, _) =>
    {
        try
        {
            read(input);
            return Task.CompletedTask;
        }
        catch (Exception wrong) when (wrong is UnreadableException or XmlException)
        {
            throw new MalformedInputException("deps", wrong.Message);
        }
    })
    {
        ReadsAnything = readsAnything,
    };
}
