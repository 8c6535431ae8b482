namespace Slipway.DependencyUpdates.Datasources.Forges;

/// <summary>Where a forge's API is, from a project's URL or from its name and the instance's address.</summary>
static class ForgeAddress
{
    /// <summary>The API's base and <c>owner/name</c>. The API is on the host <c>api.</c> of the public instance, and below <c>/api/v3</c> of others.</summary>
    public static (string Api, string Repository) GitHub(string package, Uri? registry)
    {
        var (instance, path) = Split(package, registry);
        if (path.Split('/').Length != 2) throw SourceException.BadQuery($"{package} is not owner/name.", "Write owner/name, or the repository's URL.");
        if (instance.Host.StartsWith("api.", StringComparison.Ordinal) || instance.AbsolutePath.Length > 1) return (Base(instance), path);
        return (instance.Host == "github.com" ? "https://api.github.com" : $"{Base(instance)}/api/v3", path);
    }

    /// <summary>The instance's base and the project's whole path.</summary>
    public static (string Instance, string Project) GitLab(string package, Uri? registry)
    {
        var (instance, path) = Split(package, registry);
        if (!path.Contains('/', StringComparison.Ordinal)) throw SourceException.BadQuery($"{package} is not group/project.", "Write group/project, or the project's URL.");
        var address = Base(instance);
        return (address.EndsWith("/api/v4", StringComparison.Ordinal) ? address[..^"/api/v4".Length] : address, path);
    }

    static (Uri Instance, string Path) Split(string package, Uri? registry)
    {
        var isUrl = Uri.TryCreate(package, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        var path = (isUrl ? url!.AbsolutePath : package).Trim('/');
        if (path.EndsWith(".git", StringComparison.Ordinal)) path = path[..^4];
        if (path.Length == 0 || path.Split('/').Any(part => part is "" or "." or "..") || path.AsSpan().ContainsAny(" ?#%\\")) throw SourceException.BadQuery($"{package} is no project's name.", "Write its path, or its URL.");
        var instance = registry ?? (isUrl ? new Uri(url!.GetLeftPart(UriPartial.Authority)) : null);
        return (instance ?? throw SourceException.BadQuery($"It is not said where {package} is.", "Give the project's URL, or the instance's address as registry."), path);
    }

    static string Base(Uri instance) => instance.GetLeftPart(UriPartial.Path).TrimEnd('/');
}
