using System.Text;
using System.Text.Json;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.DependencyUpdates.Datasources.Registries;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Locks.Cargo;

/// <summary>A crate's version in a sparse index (The Cargo Book, Registry Index).</summary>
/// <param name="Needs">Its dependencies but for those of its own tests, and its features: the same text means the same.</param>
/// <param name="Requirements">Crate and requirement.</param>
sealed record IndexLine(string Checksum, string Needs, IReadOnlyList<(string Crate, string Requirement)> Requirements)
{
    /// <summary>Null: there is no such version.</summary>
    public static async Task<IndexLine?> FindAsync(Uri? registry, string crate, string version, SourceClient client, CancellationToken ct)
    {
        var name = RegistryPath.Name(crate.ToLowerInvariant());
        var folder = name.Length switch { 1 => "1", 2 => "2", 3 => $"3/{name[0]}", _ => $"{name[..2]}/{name[2..4]}" };
        var answer = await client.GetAsync(new Uri($"{RegistryPath.Base(registry, DatasourceNames.Crates)}/{folder}/{name}"), ct: ct);
        foreach (var line in Encoding.UTF8.GetString(answer.Body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Take(100_000))
        {
            if (!line.Contains(version, StringComparison.Ordinal)) continue;
            using var document = JsonFields.Parse(Encoding.UTF8.GetBytes(line));
            if (document.RootElement.Text("vers") == version && document.RootElement.Text("cksum") is { Length: 64 } checksum) return Read(document.RootElement, checksum);
        }

        return null;
    }

    /// <summary>Whether all of its requirements of a crate take a version.</summary>
    public bool Takes(string crate, SchemeVersion version) =>
        Requirements.Where(one => one.Crate == crate).ToList() is { Count: > 0 } mine && mine.TrueForAll(one => VersionSchemes.Find("cargo")!.ParseRange(one.Requirement)?.Allows(version) is true);

    static IndexLine Read(JsonElement line, string checksum)
    {
        var needs = line.Items("deps").Where(need => need.Text("kind") != "dev").ToList();
        var features = line.Members("features").Concat(line.Members("features2")).Select(feature => $"{feature.Name}={feature.Value.GetRawText()}");
        var said = needs.Select(need => string.Join(' ', need.EnumerateObject().OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => $"{field.Name}={field.Value.GetRawText()}")));
        return new(checksum, string.Join('\n', said.Order(StringComparer.Ordinal).Concat(features.Order(StringComparer.Ordinal)).Append(line.Text("links") ?? "")), [.. needs.Select(need => (need.Text("package") ?? need.Text("name") ?? "", need.Text("req") ?? ""))]);
    }
}
