using System.Text.Json;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Forges;

/// <summary>GitHub's REST API, and Enterprise's: releases or tags.</summary>
sealed class GitHub(string name) : IDatasource
{
    public string Name => name;

    public Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        var (api, repository) = ForgeAddress.GitHub(query.Package, registry);
        var isReleases = name == DatasourceNames.GitHubReleases;
        return Pages.ReadAsync(number => new($"{api}/repos/{repository}/{(isReleases ? "releases" : "tags")}?per_page=100&page={number}"), isReleases ? Release : Tag, client, ct);
    }

    /// <summary>A draft is none.</summary>
    internal static Release? Release(JsonElement item) => item.Text("tag_name") is { } tag && !item.Flag("draft")
        ? new(tag)
        {
            Date = item.Time("published_at"),
            Prerelease = item.Flag("prerelease"),
            Changelog = item.Text("body"),
            ChangelogUrl = item.Address("html_url"),
            Download = item.Address("tarball_url"),
        }
        : null;

    internal static Release? Tag(JsonElement item) => item.Text("name") is { } tag ? new(tag) { Commit = item.Field("commit")?.Text("sha"), Download = item.Address("tarball_url") } : null;
}
