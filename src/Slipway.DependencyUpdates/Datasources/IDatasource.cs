using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources;

/// <summary>One kind of source of releases.</summary>
interface IDatasource
{
    /// <summary>One of <see cref="DatasourceNames"/>.</summary>
    string Name { get; }

    /// <summary>Asks the source.</summary>
    /// <param name="registry">The base URL: the query's, or the configured one. Null where there is none, for those that need none.</param>
    /// <exception cref="SourceException">It can't be had, with the reason.</exception>
    /// <exception cref="Formats.MalformedInputException">What came can't be read.</exception>
    Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct);
}
