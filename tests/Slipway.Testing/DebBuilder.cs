using System.IO.Compression;
using System.Text;

namespace Slipway.Testing;

/// <summary>Makes binary packages in memory, quickly; dpkg installs them. What is not set has a value that works.</summary>
public sealed record DebBuilder
{
    public string Name { get; init; } = "sample";

    public string Version { get; init; } = "1.0-1";

    public string Architecture { get; init; } = "all";

    /// <summary>More fields of the control file, in order; <c>Description</c> stays the last.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public string Description { get; init; } = "sample package\n It does nothing.";

    /// <summary>Path without a leading slash, and content.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>The whole control file, instead of the one made of the properties.</summary>
    public byte[]? Control { get; init; }

    public bool Gzip { get; init; } = true;

    /// <summary>As dpkg names the file: without the epoch.</summary>
    public string FileName => $"{Name}_{Version[(Version.IndexOf(':', StringComparison.Ordinal) + 1)..]}_{Architecture}.deb";

    public byte[] Build() => ArFile.Write(
        ("debian-binary", "2.0\n"u8.ToArray()),
        (Gzip ? "control.tar.gz" : "control.tar", Pack(ControlArchive())),
        (Gzip ? "data.tar.gz" : "data.tar", Pack(DataArchive())));

    public byte[] ControlArchive() => TarFile.Write(TarFile.Folder("./"), TarFile.File("./control", Control ?? Encoding.UTF8.GetBytes(ControlText())));

    public byte[] DataArchive()
    {
        var folders = Files.Keys.SelectMany(Parents).Distinct().Order(StringComparer.Ordinal).Select(f => TarFile.Folder($"./{f}/"));
        var files = Files.SelectMany(f => new[] { TarFile.LongName("./" + f.Key), TarFile.File("./" + f.Key, Encoding.UTF8.GetBytes(f.Value)) });
        return TarFile.Write([TarFile.Folder("./"), .. folders, .. files]);
    }

    string ControlText()
    {
        var text = new StringBuilder($"Package: {Name}\nVersion: {Version}\nArchitecture: {Architecture}\n");
        if (!Fields.ContainsKey("Maintainer")) text.Append("Maintainer: Sample <sample@example.org>\n");
        foreach (var (name, value) in Fields) text.Append($"{name}: {value}\n");
        return text.Append($"Description: {Description}\n").ToString();
    }

    byte[] Pack(byte[] tar)
    {
        if (!Gzip) return tar;
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(tar);
        return packed.ToArray();
    }

    static IEnumerable<string> Parents(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1)) yield return path[..slash];
    }
}
