namespace Slipway.DependencyUpdates.Datasources;

/// <summary>
/// One question to one source of releases. Equal questions are asked once in a run, however many places name the component.
/// </summary>
/// <param name="Datasource">One of <see cref="DatasourceNames"/>.</param>
/// <param name="Package">What to look up: a URL (git-tags, listing), <c>owner/name</c>, a package's name, an image, <c>group:artifact</c>.</param>
/// <param name="Registry">
/// The base URL of the registry, as the project names it (NuGet.config, .npmrc, Gemfile.lock's remote, GOPROXY ...); null: the one that the
/// configuration or the environment gives for this datasource. Slipway knows no public registry's address itself.
/// </param>
public sealed record DatasourceQuery(string Datasource, string Package, string? Registry = null)
{
    /// <summary>
    /// listing: which names are releases, a regular expression with a group <c>version</c>; null: the archives whose names begin with the
    /// package's (the form of the name is found from the current version).
    /// </summary>
    public string? Pattern { get; init; }

    /// <summary>debian: the suite, as in <c>dists/SUITE</c>.</summary>
    public string? Suite { get; init; }

    /// <summary>debian: the component, <c>main</c> where none is given.</summary>
    public string? Component { get; init; }

    /// <summary>debian, rpm: the architecture; <c>source</c> reads Sources. Null: amd64, or every one in an RPM repository.</summary>
    public string? Architecture { get; init; }
}
