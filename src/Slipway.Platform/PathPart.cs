using System.Diagnostics.CodeAnalysis;

namespace Slipway.Platform;

/// <summary>
/// A name that stands as it is in URLs, file names and shell scripts: owners, repositories, projects and users.
/// 1 to 64 lower-case letters, digits, dots, dashes and underscores, beginning with a letter or digit.
/// </summary>
public static class PathPart
{
    public const string Rule = "1 to 64 lower-case letters, digits, '.', '-' and '_', beginning with a letter or digit";

    const int Longest = 64;

    // The first path segments that the server itself uses.
    static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "api", "assets", "health", "install", "login", "logout", "metrics", "oauth", "openapi", "pipelines", "priv", "projects", "runners", "users",
    };

    public static bool IsAllowed([NotNullWhen(true)] string? part) =>
        part is { Length: > 0 and <= Longest } && char.IsAsciiLetterOrDigit(part[0])
        && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_');

    /// <summary>An owner is the first segment of addresses, so it may be none of the server's own.</summary>
    public static bool IsOwner([NotNullWhen(true)] string? part) => IsAllowed(part) && !Reserved.Contains(part);

    /// <summary>Nothing but a git repository ends with <c>.git</c>: <c>/owner/name.git/</c> is where git asks.</summary>
    public static bool IsName([NotNullWhen(true)] string? part) => IsAllowed(part) && !part.EndsWith(".git", StringComparison.Ordinal);
}
