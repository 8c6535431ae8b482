using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Git;

/// <summary>A repository's tags. No dates: git's refs have none, and those in the objects are the tagger's claim.</summary>
sealed class GitTags : IDatasource
{
    const string Prefix = "refs/tags/", Peeled = "^{}";

    public string Name => DatasourceNames.GitTags;

    public async Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        var refs = await client.OnceAsync(("ls-remote", query.Package), () => LsRemote.RunAsync(query.Package, "--tags", client, ct));
        return new(Releases(refs), []);
    }

    /// <summary>An annotated tag has two lines: its own object, and the commit with <c>^{}</c>.</summary>
    internal static List<Release> Releases(IEnumerable<GitRef> refs)
    {
        var tags = new Dictionary<string, Release>(StringComparer.Ordinal);
        foreach (var (id, name) in refs)
        {
            if (!name.StartsWith(Prefix, StringComparison.Ordinal)) continue;
            var isPeeled = name.EndsWith(Peeled, StringComparison.Ordinal);
            var tag = isPeeled ? name[Prefix.Length..^Peeled.Length] : name[Prefix.Length..];
            tags[tag] = isPeeled && tags.TryGetValue(tag, out var annotated) ? annotated with { Commit = id } : new(tag) { Commit = id, TagObject = id };
        }

        return [.. tags.Values];
    }
}
