using System.Xml;

namespace Slipway.DependencyUpdates.Datasources.Repositories;

/// <summary>A <c>package</c> of primary.xml while it is read.</summary>
sealed class RpmPackageElement
{
    string? _name, _architecture, _version, _path, _sha256;
    DateTimeOffset? _built;

    public async Task TakeAsync(XmlReader reader)
    {
        switch (reader.LocalName)
        {
            case "name":
                _name = await TextAsync(reader);
                break;
            case "arch":
                _architecture = await TextAsync(reader);
                break;
            case "checksum" when reader.GetAttribute("type") == "sha256":
                _sha256 = await TextAsync(reader);
                break;
            case "version":
                var (epoch, version, release) = (reader.GetAttribute("epoch"), reader.GetAttribute("ver"), reader.GetAttribute("rel"));
                _version = version is null ? null : (epoch is null or "0" ? "" : epoch + ":") + version + (string.IsNullOrEmpty(release) ? "" : "-" + release);
                break;
            case "time":
                // In milliseconds' range or beyond: a claim that is none.
                _built = long.TryParse(reader.GetAttribute("build"), out var seconds) && seconds is > 0 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
                break;
            case "location":
                _path = reader.GetAttribute("href");
                break;
        }
    }

    /// <summary>Null: it lacks a name or a version, or is of another architecture.</summary>
    public RepositoryPackage? Build(string? architecture) =>
        _name is null || _version is null || (architecture is not null && _architecture != architecture && _architecture != "noarch") ? null : new(_name, _version, _path, _sha256, _built);

    static async Task<string?> TextAsync(XmlReader reader) => !reader.IsEmptyElement && await reader.ReadAsync() && reader.NodeType == XmlNodeType.Text ? reader.Value.Trim() : null;
}
