using System.Text.Json;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>An npm registry's document of a package, the full one: only it has the times.</summary>
sealed class Npm : IDatasource
{
    public string Name => DatasourceNames.Npm;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        // A scope's slash is escaped, its @ is not.
        var name = RegistryPath.Name(query.Package).Replace("/", "%2f", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal);
        var answer = await client.GetAsync(new Uri($"{RegistryPath.Base(registry, Name)}/{name}"), "application/json", ct);
        return new(Read(answer.Body), []);
    }

    internal static List<Release> Read(byte[] json)
    {
        using var document = JsonFields.Parse(json);
        var times = document.RootElement.Field("time");
        return [.. document.RootElement.Members("versions").Select(version => Version(version, times))];
    }

    static Release Version(JsonProperty version, JsonElement? times)
    {
        var dist = version.Value.Field("dist");
        return new(version.Name)
        {
            Date = times?.Time(version.Name),
            Yanked = version.Value.Field("deprecated") is { ValueKind: JsonValueKind.True } or { ValueKind: JsonValueKind.String },
            YankedReason = version.Value.Text("deprecated"),
            License = version.Value.Text("license") ?? version.Value.Field("license")?.Text("type"),
            Repository = version.Value.Field("repository")?.Text("url") ?? version.Value.Text("repository"),
            Download = dist?.Address("tarball"),
            Checksum = Integrity.Read(dist?.Text("integrity"), "npm dist.integrity") ?? Integrity.Hex("sha1", dist?.Text("shasum"), "npm dist.shasum"),
        };
    }
}
