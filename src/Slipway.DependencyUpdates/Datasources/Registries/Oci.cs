using System.Text.Json;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>An image registry's tags (OCI distribution specification), with the token that its challenge asks for. It tells no dates.</summary>
sealed class Oci : IDatasource
{
    // Registries give out 100 to 1,000 tags a page; the time for one lookup is the other bound.
    const int MaxPages = 1_000;

    public string Name => DatasourceNames.Oci;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        var (host, image) = OciImage.Split(query.Package, registry);
        var releases = new List<Release>();
        var (address, token) = (new Uri($"{host}/v2/{RegistryPath.Name(image)}/tags/list?n=1000"), (string?)null);
        for (var page = 0; page < MaxPages; page++)
        {
            var request = new SourceRequest(address, "application/json", token) { WantsChallenge = token is null };
            if (releases.Count == 0) await client.AheadAsync(request, ct);
            var answer = await client.GetAsync(request, ct);
            if (answer.Challenge is { } challenge)
            {
                token = await OciChallenge.TokenAsync(challenge, address, image, client, ct);
                continue;
            }

            releases.AddRange(Read(answer.Body));
            if (answer.NextPage(address) is not { } next) return new(releases, []);
            address = next;
        }

        return new(releases, [$"There are more than {MaxPages} pages of tags; the rest was not read."]);
    }

    internal static List<Release> Read(byte[] json)
    {
        using var document = JsonFields.Parse(json);
        return [.. document.RootElement.Items("tags").Where(tag => tag.ValueKind == JsonValueKind.String).Select(tag => new Release(tag.GetString()!))];
    }
}
