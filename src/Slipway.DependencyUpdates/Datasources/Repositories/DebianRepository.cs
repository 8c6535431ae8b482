using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Repositories;

/// <summary>
/// A Debian repository: InRelease (its signature too, where a key is configured), then the index that it lists, by its digest. Versions of
/// the binary package, or of the source package with the architecture <c>source</c>.
/// </summary>
sealed class DebianRepository : IDatasource
{
    public string Name => DatasourceNames.Debian;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        if (query.Suite is null) throw SourceException.BadQuery("A Debian repository needs a suite.", "Name it, as in dists/SUITE.");
        var address = Registries.RegistryPath.Base(registry, Name);
        var index = new DebianIndex(address, query.Suite, query.Component ?? "main", query.Architecture ?? "amd64");
        var packages = await client.OnceAsync(index, () => index.ReadAsync(client, ct));
        var releases = packages[query.Package].Select(package => package.As(address)).ToList();
        return new(releases, releases.Count > 0 ? [] : [$"{query.Package} is not in {query.Suite}/{index.Component} for {index.Architecture}."]);
    }
}
