using System.Xml;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>A Maven repository's <c>maven-metadata.xml</c>. It dates only the last change.</summary>
sealed class Maven : IDatasource
{
    const int MaxVersions = 100_000;

    public string Name => DatasourceNames.Maven;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        if (query.Package.Split(':') is not [{ Length: > 0 } group, { Length: > 0 } artifact]) throw SourceException.BadQuery($"{query.Package} is not group:artifact.", "Write group:artifact.");
        var folder = $"{RegistryPath.Base(registry, Name)}/{RegistryPath.Name(group.Replace('.', '/'))}/{RegistryPath.Name(artifact)}";
        var answer = await client.GetAsync(new Uri($"{folder}/maven-metadata.xml"), "application/xml", ct);
        return new([.. Read(answer.Body).Select(version => new Release(version) { Download = Uri.TryCreate($"{folder}/{version}/{artifact}-{version}.pom", UriKind.Absolute, out var pom) ? pom : null })], []);
    }

    /// <summary>No DTD, no entities, no outside.</summary>
    internal static List<string> Read(byte[] xml)
    {
        var versions = new List<string>();
        using var reader = XmlReader.Create(new MemoryStream(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = 64 << 20 });
        while (reader.Read() && versions.Count < MaxVersions)
        {
            if (reader.Depth > 32) throw new XmlException("It is nested too deeply.");
            if (reader is { NodeType: XmlNodeType.Element, LocalName: "version", Depth: 3, IsEmptyElement: false } && reader.Read() && reader.NodeType == XmlNodeType.Text) versions.Add(reader.Value.Trim());
        }

        return versions;
    }
}
