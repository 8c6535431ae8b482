using System.Text.Json;
using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Datasources.Documents;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Advisories;

/// <summary>One <c>affected</c> of a record: a package, and its versions as a list and as ranges.</summary>
static class OsvAffected
{
    const int MaxVersions = 50_000;

    public static bool IsAbout(JsonElement affected, AdvisoryQuestion question)
    {
        if (Ecosystem.Of(question.Datasource) is { } ecosystem)
            return affected.Field("package") is { } package && Ecosystem.Is(package.Text("ecosystem"), ecosystem) && Ecosystem.IsSame(ecosystem, package.Text("name"), question.Package);
        return affected.Items("ranges").Any(range => range.Text("type") == "GIT" && IsRepository(range.Text("repo"), question.Package));
    }

    /// <summary>A version that is listed, or that lies in a range. Ranges of commits need the repository's graph and are answered by the list.</summary>
    public static bool Has(JsonElement affected, AdvisoryQuestion question)
    {
        var scheme = Ecosystem.SchemeOf(question);
        var version = Plain(question);
        var read = scheme.Parse(version);
        foreach (var listed in affected.Items("versions").Take(MaxVersions))
        {
            if (listed.ValueKind != JsonValueKind.String || listed.GetString() is not { } text) continue;
            if (text == question.Version || text == version || (read is not null && scheme.Parse(text)?.OrderTo(read) == 0)) return true;
        }

        return read is not null && affected.Items("ranges").Where(range => range.Text("type") is "SEMVER" or "ECOSYSTEM").Any(range => OsvRange.Has(range, read, scheme));
    }

    /// <summary>OSV writes Go's versions without their v.</summary>
    static string Plain(AdvisoryQuestion question) => question.Datasource == DatasourceNames.Go ? question.Version.TrimStart('v') : question.Version;

    static bool IsRepository(string? recorded, string url) => recorded is not null && Bare(recorded) == Bare(url);

    static string Bare(string url)
    {
        var bare = url[(url.IndexOf("://", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..].TrimEnd('/');
        return (bare.EndsWith(".git", StringComparison.Ordinal) ? bare[..^4] : bare).ToLowerInvariant();
    }
}
