using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Repositories;

/// <summary>An RPM repository: repomd.xml (its signature too, where a key is configured), then the primary index that it lists, by its digest.</summary>
sealed class RpmRepository : IDatasource
{
    public string Name => DatasourceNames.Rpm;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        var address = Registries.RegistryPath.Base(registry, Name);
        var index = new RpmIndex(address, query.Architecture);
        var packages = await client.OnceAsync(index, () => index.ReadAsync(client, ct));
        var releases = packages[query.Package].Select(package => package.As(address)).ToList();
        return new(releases, releases.Count > 0 ? [] : [$"{query.Package} is not in {address}."]);
    }
}
