using System.Text.Json;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Registries;

/// <summary>NuGet's API, version 3: the service index says where the registrations are (learn.microsoft.com/nuget/api).</summary>
sealed class NuGet : IDatasource
{
    static readonly string[] Registrations = ["RegistrationsBaseUrl/3.6.0", "RegistrationsBaseUrl/3.4.0", "RegistrationsBaseUrl"];

    public string Name => DatasourceNames.NuGet;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        var address = RegistryPath.Base(registry, Name);
        if (!address.EndsWith(".json", StringComparison.Ordinal)) address += "/index.json";
        using var service = JsonFields.Parse((await client.GetAsync(new Uri(address), ct: ct)).Body);
        var id = RegistryPath.Name(query.Package.ToLowerInvariant());
        if (Resource(service.RootElement, Registrations) is { } registrations)
            return await RegistrationsAsync(new($"{registrations.TrimEnd('/')}/{id}/index.json"), client, ct);
        if (Resource(service.RootElement, ["PackageBaseAddress/3.0.0"]) is not { } flat)
            throw new SourceException("deps.source-malformed", $"{registry!.Host} is no NuGet registry of version 3.", "Give the address of its index.json.");
        return new(NuGetPages.Flat((await client.GetAsync(new Uri($"{flat.TrimEnd('/')}/{id}/index.json"), ct: ct)).Body), ["The registry tells neither dates nor what is unlisted."]);
    }

    static async Task<LookupOutcome.Found> RegistrationsAsync(Uri address, SourceClient client, CancellationToken ct)
    {
        var (releases, pages) = NuGetPages.Index((await client.GetAsync(address, ct: ct)).Body);
        var more = await Task.WhenAll(pages.Where(page => page.Authority == address.Authority).Select(async page => NuGetPages.Page((await client.GetAsync(page, ct: ct)).Body)));
        return new([.. releases, .. more.SelectMany(list => list)], []);
    }

    internal static string? Resource(JsonElement service, string[] types)
    {
        foreach (var type in types)
        {
            foreach (var resource in service.Items("resources"))
            {
                if (resource.Text("@type") == type && resource.Address("@id") is { } address) return address.AbsoluteUri;
            }
        }

        return null;
    }
}
