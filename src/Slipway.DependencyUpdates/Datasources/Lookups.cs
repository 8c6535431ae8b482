using System.Text.Json;
using System.Xml;
using Slipway.DependencyUpdates.Datasources.Forges;
using Slipway.DependencyUpdates.Datasources.Git;
using Slipway.DependencyUpdates.Datasources.Http;
using Slipway.DependencyUpdates.Datasources.Listings;
using Slipway.DependencyUpdates.Datasources.Registries;
using Slipway.DependencyUpdates.Datasources.Repositories;
using Slipway.Formats;

namespace Slipway.DependencyUpdates.Datasources;

/// <summary>Asks sources, each question once, all at the same time within the limits. One for a run.</summary>
public sealed class Lookups(SourceOptions options, TimeProvider time) : IDisposable
{
    readonly SourceClient _client = new(options, time);

    readonly Dictionary<string, IDatasource> _sources = new IDatasource[]
    {
        new GitTags(), new GitRefs(), new Listing(), new GitHub(DatasourceNames.GitHubReleases), new GitHub(DatasourceNames.GitHubTags), new GitLab(DatasourceNames.GitLabReleases),
        new GitLab(DatasourceNames.GitLabTags), new NuGet(), new Npm(), new PyPi(), new RubyGems(), new Crates(), new GoProxy(), new Maven(), new Oci(), new DebianRepository(), new RpmRepository(),
    }.ToDictionary(source => source.Name, StringComparer.Ordinal);

    internal SourceClient Client => _client;

    /// <summary>One outcome for each different query. Never throws for what a source does; a failing one fails its own queries only.</summary>
    public async Task<IReadOnlyDictionary<DatasourceQuery, LookupOutcome>> AskAsync(IEnumerable<DatasourceQuery> queries, CancellationToken ct)
    {
        var distinct = queries.Distinct().ToList();
        var outcomes = await Task.WhenAll(distinct.Select(query => Task.Run(() => AskAsync(query, ct), ct)));
        return distinct.Zip(outcomes).ToDictionary(pair => pair.First, pair => pair.Second);
    }

    public async Task<LookupOutcome> AskAsync(DatasourceQuery query, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(options.LookupTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await FindAsync(query, both.Token);
        }
        catch (SourceException failure)
        {
            return new LookupOutcome.Failed(failure.Code, failure.Message, failure.Remedy);
        }
        catch (Exception malformed) when (malformed is MalformedInputException or JsonException or XmlException)
        {
            return new LookupOutcome.Failed("deps.source-malformed", $"What {query.Datasource} answers for {query.Package} can't be read: {malformed.Message}", "Check that the address is that of such a source; tell its operator.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new LookupOutcome.Failed("deps.source-timeout", $"{query.Package} was not found out within {options.LookupTimeout.TotalSeconds:0} seconds.", "Try later, or raise the time limit of lookups.");
        }
    }

    public void Dispose() => _client.Dispose();

    async Task<LookupOutcome> FindAsync(DatasourceQuery query, CancellationToken ct)
    {
        if (!_sources.TryGetValue(query.Datasource, out var source))
            throw SourceException.BadQuery($"There is no datasource {query.Datasource}.", $"Use one of {string.Join(", ", _sources.Keys.Order(StringComparer.Ordinal))}.");
        var found = await source.LookupAsync(query, Registry(query), _client, ct);
        return found with { Releases = [.. found.Releases.DistinctBy(release => release.Version)] };
    }

    /// <summary>The query's own, or the one that is configured.</summary>
    internal Uri? Registry(DatasourceQuery query)
    {
        if ((query.Registry ?? options.Registries.GetValueOrDefault(query.Datasource)) is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw SourceException.BadQuery($"The registry's address {text} is no http or https URL.", "Correct it.");
    }
}
