using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Git;

/// <summary>A repository's branches, each with its newest commit: for pins of a commit, which have no order of their own.</summary>
sealed class GitRefs : IDatasource
{
    const string Prefix = "refs/heads/";

    public string Name => DatasourceNames.GitRefs;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        var refs = await client.OnceAsync(("ls-remote-heads", query.Package), () => LsRemote.RunAsync(query.Package, "--heads", client, ct));
        return new([.. refs.Where(found => found.Name.StartsWith(Prefix, StringComparison.Ordinal)).Select(found => new Release(found.Name[Prefix.Length..]) { Commit = found.Id })], []);
    }
}
