namespace Slipway.DependencyUpdates.Managers.Patterns;

/// <summary>
/// A pattern of paths: <c>*</c> within a name, <c>**</c> over folders, <c>?</c>, <c>[abc]</c>. Without a slash it is of the name alone;
/// one at the beginning is the top of the project. Time
/// is bounded by pattern times path.
/// </summary>
public sealed record PathGlob(string Text)
{
    readonly string _pattern = (Text.StartsWith('/') ? Text[1..] : Text.Contains('/', StringComparison.Ordinal) ? Text : "**/" + Text) is var full && full.EndsWith('/') ? full + "**" : full;

    public bool Matches(string path)
    {
        // reach[i]: the pattern up to i has matched the path so far; a walk over both without going back.
        var pattern = _pattern;
        var reach = new bool[pattern.Length + 1];
        reach[0] = true;
        Skip(pattern, reach);
        for (var at = 0; at < path.Length; at++)
        {
            var next = new bool[pattern.Length + 1];
            for (var i = 0; i < pattern.Length; i++)
            {
                if (reach[i]) Step(pattern, i, path[at], next);
            }

            Skip(pattern, next);
            reach = next;
        }

        return reach[pattern.Length];
    }

    static void Step(string pattern, int i, char c, bool[] next)
    {
        switch (pattern[i])
        {
            case '*' when i + 1 < pattern.Length && pattern[i + 1] == '*':
                next[i] = true;
                break;
            case '*':
                if (c != '/') next[i] = true;
                break;
            case '?':
                if (c != '/') next[i + 1] = true;
                break;
            case '[' when pattern.IndexOf(']', i + 2) is > 0 and var end:
                var not = pattern[i + 1] is '!' or '^';
                if (c != '/' && pattern.AsSpan(i + (not ? 2 : 1), end - i - (not ? 2 : 1)).Contains(c) != not) next[end + 1] = true;
                break;
            default:
                if (pattern[i] == c) next[i + 1] = true;
                break;
        }
    }

    /// <summary>What may stand for nothing: <c>*</c>, <c>**</c> and <c>**/</c>.</summary>
    static void Skip(string pattern, bool[] reach)
    {
        for (var i = 0; i < pattern.Length; i++)
        {
            if (!reach[i] || pattern[i] != '*') continue;
            if (i + 1 < pattern.Length && pattern[i + 1] == '*')
            {
                reach[i + 2] = true;
                if (i + 2 < pattern.Length && pattern[i + 2] == '/' && (i == 0 || pattern[i - 1] == '/')) reach[i + 3] = true;
            }
            else reach[i + 1] = true;
        }
    }
}
