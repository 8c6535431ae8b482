using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Managers;
using Slipway.DependencyUpdates.Versioning;

namespace Slipway.DependencyUpdates.Updates.Text;

/// <summary>Where a forge shows what changed between two tags.</summary>
static class CompareLink
{
    /// <returns>Null where the repository is not known, or is of no forge whose pages are known.</returns>
    public static string? Of(Component component, Upgrade upgrade)
    {
        var address = component.Query is { Datasource: DatasourceNames.GitTags } git ? git.Package : upgrade.Release.Repository;
        if (address is null || component.Query is null) return null;
        var text = address.StartsWith("git+", StringComparison.Ordinal) ? address[4..] : address;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.UserInfo.Length > 0) return null;
        var page = uri.GetLeftPart(UriPartial.Path).TrimEnd('/');
        if (page.EndsWith(".git", StringComparison.Ordinal)) page = page[..^4];
        // Both ends as tags are spelled: a package's version is a guess at its tag, and a dead link helps nobody.
        if (component.Query.Datasource != DatasourceNames.GitTags) return page;
        var from = component.Current == upgrade.Value ? component.Current : TagOf(component.Current, upgrade);
        var pair = $"{Uri.EscapeDataString(from)}...{Uri.EscapeDataString(upgrade.Release.Version)}";
        return uri.Host.Contains("github", StringComparison.OrdinalIgnoreCase) ? $"{page}/compare/{pair}" : uri.Host.Contains("gitlab", StringComparison.OrdinalIgnoreCase) ? $"{page}/-/compare/{pair}" : page;
    }

    /// <summary>The current version in the tag's form: what stands around the new version in the new tag.</summary>
    static string TagOf(string current, Upgrade upgrade) =>
        upgrade.Release.Version.Contains(upgrade.Value, StringComparison.Ordinal) ? upgrade.Release.Version.Replace(upgrade.Value, current, StringComparison.Ordinal) : current;
}
