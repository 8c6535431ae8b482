namespace Slipway.Agent.Executors.Container;

/// <summary>Names of images.</summary>
static class ImageName
{
    /// <summary>With the tag that is meant where none is said: an engine asked for a bare name would pull all of them.</summary>
    public static string WithTag(string name)
    {
        var last = name[(name.LastIndexOf('/') + 1)..];
        return last.Contains(':', StringComparison.Ordinal) || last.Contains('@', StringComparison.Ordinal) ? name : name + ":latest";
    }

    /// <summary>The registry's host, or <c>docker.io</c>.</summary>
    public static string Registry(string name)
    {
        var first = name.Split('/')[0];
        return name.Contains('/', StringComparison.Ordinal) && (first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first == "localhost") ? first : "docker.io";
    }

    /// <summary>The names by which a service of this image is reached, as GitLab has them: <c>group/db:1</c> is <c>group__db</c> and <c>group-db</c>.</summary>
    public static IEnumerable<string> Aliases(string name)
    {
        var bare = name.Split('@')[0];
        var colon = bare.LastIndexOf(':');
        bare = colon > bare.LastIndexOf('/') ? bare[..colon] : bare;
        bare = bare.Split(':')[0] is var host && bare.Contains('/', StringComparison.Ordinal) && host != bare ? host + bare[bare.IndexOf('/', StringComparison.Ordinal)..] : bare;
        return new[] { bare.Replace("/", "__", StringComparison.Ordinal), bare.Replace('/', '-') }.Distinct(StringComparer.Ordinal);
    }

    public static bool IsAllowed(string name, IReadOnlyList<string> patterns) => patterns.Count == 0 || patterns.Any(pattern => Matches(pattern, name));

    // Any number of stars; each piece between them must follow the one before.
    static bool Matches(string pattern, string name)
    {
        var pieces = pattern.Split('*');
        if (pieces.Length == 1)
            return pattern == name;
        if (!name.StartsWith(pieces[0], StringComparison.Ordinal) || !name.EndsWith(pieces[^1], StringComparison.Ordinal) || name.Length < pieces[0].Length + pieces[^1].Length)
            return false;
        var (at, end) = (pieces[0].Length, name.Length - pieces[^1].Length);
        foreach (var piece in pieces[1..^1])
        {
            var found = name.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0 || found + piece.Length > end)
                return false;
            at = found + piece.Length;
        }

        return true;
    }
}
