namespace Slipway.DevInstance.Git;

/// <summary>git-check-ref-format(1), as far as it matters before git itself checks.</summary>
static class RefName
{
    const int Longest = 250;

    /// <summary>A branch or tag, without <c>refs/heads/</c>.</summary>
    public static bool IsShort(string? name) =>
        name is { Length: > 0 and <= Longest } && name[0] != '-' && name != "@" && name != "HEAD" && IsRest(name);

    /// <summary>Whole: <c>refs/heads/main</c>.</summary>
    public static bool IsFull(string? name) =>
        name is { Length: > 5 and <= Longest + 20 } && name.StartsWith("refs/", StringComparison.Ordinal) && IsRest(name);

    /// <summary>40 or 64 lower-case hex digits.</summary>
    public static bool IsObject(string? id) =>
        id is { Length: 40 or 64 } && id.All(char.IsAsciiHexDigitLower);

    /// <summary>Without <c>refs/heads/</c> or <c>refs/tags/</c>.</summary>
    public static string Short(string full) =>
        full.StartsWith("refs/heads/", StringComparison.Ordinal) ? full["refs/heads/".Length..]
        : full.StartsWith("refs/tags/", StringComparison.Ordinal) ? full["refs/tags/".Length..]
        : full;

    static bool IsRest(string name) =>
        !name.Any(c => c is <= ' ' or '\x7f' or '~' or '^' or ':' or '?' or '*' or '[' or '\\')
        && !name.Contains("..", StringComparison.Ordinal) && !name.Contains("@{", StringComparison.Ordinal)
        && name.Split('/').All(part => part.Length > 0 && part[0] != '.' && !part.EndsWith('.') && !part.EndsWith(".lock", StringComparison.Ordinal));
}
