namespace Slipway.DependencyUpdates.Datasources.Git;

/// <summary>A repository's address as git understands it: a URL, <c>user@host:path</c>, or a path.</summary>
static class GitAddress
{
    static readonly string[] Schemes = ["http", "https", "git", "ssh", "file"];

    /// <exception cref="SourceException">git would take it for something else, or it is local where that is not allowed.</exception>
    public static void Check(string url, bool allowLocal)
    {
        var scheme = SchemeOf(url);
        var isOdd = url.Length is 0 or > 2000 || url[0] == '-' || url.Any(char.IsControl) || url.Contains("::", StringComparison.Ordinal);
        if (isOdd || (scheme is not null && !Schemes.Contains(scheme)))
            throw SourceException.BadQuery($"{Shown(url)} is no address of a git repository.", "Use http, https, ssh or git.");
        if (!allowLocal && (scheme == "file" || HostOf(url) is null))
            throw SourceException.BadQuery($"{Shown(url)} is a path of this machine.", "Give the repository's URL.");
    }

    /// <summary>With the port where there is one. Null: a path.</summary>
    public static string? HostOf(string url)
    {
        if (SchemeOf(url) is { } scheme) return scheme == "file" ? null : Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.Authority : "?";
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        var slash = url.IndexOf('/', StringComparison.Ordinal);
        return colon > 0 && (slash < 0 || colon < slash) ? url[(url.LastIndexOf('@', colon) + 1)..colon] : null;
    }

    /// <summary>For messages: without a user's name and password, and not too long.</summary>
    public static string Shown(string url) => WithoutUser(url) is var shown && shown.Length > 200 ? shown[..200] : shown;

    public static string WithoutUser(string url)
    {
        var from = url.IndexOf("://", StringComparison.Ordinal);
        if (from < 0) return url;
        from += 3;
        var end = url.IndexOf('/', from);
        var at = url.LastIndexOf('@', end < 0 ? url.Length - 1 : end);
        return at >= from ? url[..from] + url[(at + 1)..] : url;
    }

    static string? SchemeOf(string url) => url.IndexOf("://", StringComparison.Ordinal) is > 0 and var end ? url[..end] : null;
}
