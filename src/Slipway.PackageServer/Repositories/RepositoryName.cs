using System.Diagnostics.CodeAnalysis;

namespace Slipway.PackageServer.Repositories;

/// <summary>
/// <c>owner/name</c>: each 1 to 64 lower-case letters, digits, dots, dashes and underscores, beginning with a letter or digit. They stand
/// in URLs, file names and shell scripts as they are.
/// </summary>
readonly record struct RepositoryName
{
    const int Longest = 64;

    // The first path segments that the server itself uses.
    static readonly HashSet<string> Reserved = new(StringComparer.Ordinal)
    {
        "api", "assets", "health", "install", "login", "logout", "metrics", "openapi", "priv",
    };

    RepositoryName(string owner, string name) => (Owner, Name) = (owner, name);

    public string Owner { get; }

    public string Name { get; }

    public static bool TryParse(string? owner, string? name, out RepositoryName parsed)
    {
        var good = IsPart(owner) && IsPart(name) && !Reserved.Contains(owner);
        parsed = good ? new RepositoryName(owner!, name!) : default;
        return good;
    }

    public override string ToString() => $"{Owner}/{Name}";

    static bool IsPart([NotNullWhen(true)] string? part) =>
        part is { Length: > 0 and <= Longest } && char.IsAsciiLetterOrDigit(part[0])
        && part.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' or '_');
}
