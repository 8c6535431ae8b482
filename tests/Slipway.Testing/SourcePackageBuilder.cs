using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Slipway.Testing;

/// <summary>Makes native source packages in memory; dpkg-source unpacks them.</summary>
public sealed record SourcePackageBuilder
{
    public string Name { get; init; } = "sample";

    public string Version { get; init; } = "1.0";

    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    string BareVersion => Version[(Version.IndexOf(':', StringComparison.Ordinal) + 1)..];

    public string DscName => $"{Name}_{BareVersion}.dsc";

    public string TarName => $"{Name}_{BareVersion}.tar.gz";

    /// <summary>The .dsc, and the archive that it lists.</summary>
    public (byte[] Dsc, byte[] Tar) Build()
    {
        var tar = Archive();
        var text = new StringBuilder($"Format: 3.0 (native)\nSource: {Name}\nBinary: {Name}\nArchitecture: all\nVersion: {Version}\n");
        text.Append("Maintainer: Sample <sample@example.org>\n");
        foreach (var (name, value) in Fields) text.Append($"{name}: {value}\n");
        text.Append($"Package-List:\n {Name} deb misc optional arch=all\n");
        text.Append($"Checksums-Sha256:\n {Convert.ToHexStringLower(SHA256.HashData(tar))} {tar.Length} {TarName}\n");
        text.Append($"Files:\n {Convert.ToHexStringLower(MD5.HashData(tar))} {tar.Length} {TarName}\n");
        return (Encoding.UTF8.GetBytes(text.ToString()), tar);
    }

    byte[] Archive()
    {
        var folder = $"{Name}-{BareVersion}";
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(TarFile.Write(
                TarFile.Folder(folder + "/"),
                TarFile.Folder(folder + "/debian/"),
                TarFile.File(folder + "/debian/control", Encoding.UTF8.GetBytes($"Source: {Name}\n"))));
        }

        return packed.ToArray();
    }
}
