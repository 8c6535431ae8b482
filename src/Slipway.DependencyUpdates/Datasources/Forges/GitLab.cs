using System.Text.Json;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Datasources.Http;

namespace Slipway.DependencyUpdates.Datasources.Forges;

/// <summary>GitLab's REST API: releases or tags.</summary>
sealed class GitLab(string name) : IDatasource
{
    public string Name => name;

    public Task<LookupOutcome.Found> LookupAsync(DatasourceQuery query, Uri? registry, SourceClient client, CancellationToken ct)
    {
        var (instance, project) = ForgeAddress.GitLab(query.Package, registry);
        var isReleases = name == DatasourceNames.GitLabReleases;
        return Pages.ReadAsync(
            number => new($"{instance}/api/v4/projects/{Uri.EscapeDataString(project)}/{(isReleases ? "releases" : "repository/tags")}?per_page=100&page={number}"), isReleases ? Release : Tag, client, ct);
    }

    internal static Release? Release(JsonElement item) => item.Text("tag_name") is { } tag
        ? new(tag)
        {
            Date = item.Time("released_at"),
            Commit = item.Field("commit")?.Text("id"),
            Prerelease = item.Flag("upcoming_release"),
            Changelog = item.Text("description"),
            ChangelogUrl = item.Field("_links") is { } links ? links.Address("self") : null,
            Download = item.Field("assets") is { } assets ? assets.Items("sources").Where(source => source.Text("format") == "tar.gz").Select(source => source.Address("url")).FirstOrDefault() : null,
        }
        : null;

    internal static Release? Tag(JsonElement item) => item.Text("name") is { } tag
        ? new(tag)
        {
            Commit = item.Field("commit")?.Text("id"),
            TagObject = item.Text("target"),
            Date = item.Time("created_at") ?? item.Field("commit")?.Time("created_at"),
            Changelog = item.Field("release")?.Text("description"),
        }
        : null;
}
