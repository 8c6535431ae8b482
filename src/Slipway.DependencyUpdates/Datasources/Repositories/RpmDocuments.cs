using System.Xml;
using Slipway.Formats;

namespace Slipway.DependencyUpdates.Datasources.Repositories;

/// <summary>repomd.xml and primary.xml, read forward: no DTD, no entities, nothing from outside.</summary>
static class RpmDocuments
{
    const int MaxPackages = 1_000_000, MaxDepth = 64;

    /// <summary>Where the primary index is, and its SHA-256.</summary>
    public static (string Path, string Sha256) Primary(byte[] repomd)
    {
        using var reader = XmlReader.Create(new MemoryStream(repomd), Settings(async: false, 16 << 20));
        var (isPrimary, path, sha256) = (false, (string?)null, (string?)null);
        while (reader.Read())
        {
            if (reader.Depth > MaxDepth) throw TooDeep();
            if (reader.NodeType != XmlNodeType.Element) continue;
            if (reader.LocalName == "data") isPrimary = reader.GetAttribute("type") == "primary";
            else if (isPrimary && reader.LocalName == "location") path = reader.GetAttribute("href");
            else if (isPrimary && reader.LocalName == "checksum" && reader.GetAttribute("type") == "sha256" && reader.Read()) sha256 = reader.Value.Trim().ToLowerInvariant();
        }

        return path is not null && sha256 is not null && !path.Contains("..", StringComparison.Ordinal) && !path.Contains(':', StringComparison.Ordinal)
            ? (path, sha256)
            : throw new MalformedInputException("deps.repomd", "repomd.xml names no primary index with its SHA-256.");
    }

    public static async Task<List<RepositoryPackage>> PackagesAsync(Stream primary, string? architecture, CancellationToken ct)
    {
        using var reader = XmlReader.Create(primary, Settings(async: true, 2L << 30));
        var packages = new List<RepositoryPackage>();
        var package = new RpmPackageElement();
        while (await reader.ReadAsync())
        {
            ct.ThrowIfCancellationRequested();
            if (reader.Depth > MaxDepth) throw TooDeep();
            if (reader is { NodeType: XmlNodeType.EndElement, LocalName: "package" })
            {
                if (package.Build(architecture) is { } built) packages.Add(built);
                if (packages.Count > MaxPackages) throw new MalformedInputException("deps.listing-too-long", $"The index has more than {MaxPackages} packages.");
                package = new();
            }
            else if (reader is { NodeType: XmlNodeType.Element, Depth: 2 })
            {
                await package.TakeAsync(reader);
            }
        }

        return packages;
    }

    static XmlReaderSettings Settings(bool async, long most) => new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, Async = async, MaxCharactersInDocument = most, IgnoreComments = true };

    static XmlException TooDeep() => new("It is nested too deeply.");
}
