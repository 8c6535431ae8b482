namespace Slipway.Pipelines.Rules;

/// <summary>
/// A pattern of <c>changes</c> and <c>exists</c>, with the meaning of Ruby's fnmatch (pathname, dotmatch, extglob): <c>*</c> and <c>?</c> stay within
/// a folder, <c>**/</c> is any number of folders, <c>[a-z]</c>, <c>{a,b}</c>.
/// </summary>
sealed class PathPattern
{
    const int MaxAlternatives = 500;

    readonly List<string[]> _alternatives = [];

    public PathPattern(string pattern)
    {
        var left = MaxAlternatives;
        foreach (var alternative in Braces(pattern, ref left)) _alternatives.Add(alternative.Split('/'));
    }

    /// <summary>How many comparisons one path costs.</summary>
    public int Cost => _alternatives.Count;

    public bool Matches(string path)
    {
        var folders = path.Split('/');
        return _alternatives.Exists(alternative => Match(alternative, folders));
    }

    /// <summary>Whether the segments match, by a table: which prefixes of the path the prefix of the pattern reaches.</summary>
    static bool Match(string[] pattern, string[] path)
    {
        var reached = new bool[path.Length + 1];
        reached[0] = true;
        for (var at = 0; at < pattern.Length; at++)
        {
            var next = new bool[path.Length + 1];
            var any = pattern[at] == "**" && at + 1 < pattern.Length;
            for (var from = 0; from <= path.Length; from++)
            {
                if (any) next[from] = reached[from] || (from > 0 && next[from - 1]);
                else if (from > 0) next[from] = reached[from - 1] && Segment(pattern[at], path[from - 1]);
            }

            reached = next;
        }

        return reached[path.Length];
    }

    /// <summary>Goes back to the last star only, so its time is the product of the lengths.</summary>
    static bool Segment(string pattern, string text)
    {
        var (p, t, star, mark) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, mark) = (p++, t);
            else if (p < pattern.Length && One(pattern, p, text[t], out var length)) (p, t) = (p + length, t + 1);
            else if (star >= 0) (p, t) = (star + 1, ++mark);
            else return false;
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    static bool One(string pattern, int at, char letter, out int length)
    {
        length = 1;
        if (pattern[at] == '?') return true;
        if (pattern[at] == '\\' && at + 1 < pattern.Length)
        {
            length = 2;
            return pattern[at + 1] == letter;
        }

        return pattern[at] == '[' && pattern.IndexOf(']', at + 2 <= pattern.Length ? at + 2 : pattern.Length) is > 0 and var end
            ? Class(pattern.AsSpan(at + 1, end - at - 1), letter, length = end - at + 1)
            : pattern[at] == letter;
    }

    static bool Class(ReadOnlySpan<char> set, char letter, int length)
    {
        _ = length;
        var negated = set.Length > 1 && set[0] is '^' or '!';
        if (negated) set = set[1..];
        var found = false;
        for (var at = 0; at < set.Length; at++)
        {
            if (at + 2 < set.Length && set[at + 1] == '-')
            {
                found |= set[at] <= letter && letter <= set[at + 2];
                at += 2;
            }
            else found |= set[at] == letter;
        }

        return found != negated;
    }

    static List<string> Braces(string pattern, ref int left)
    {
        var open = pattern.IndexOf('{', StringComparison.Ordinal);
        if (open < 0 || left <= 0) return [pattern];
        var (depth, start, close) = (0, open + 1, -1);
        var parts = new List<string>();
        for (var at = open; at < pattern.Length && close < 0; at++)
        {
            if (pattern[at] == '{') depth++;
            else if (pattern[at] == '}' && --depth == 0) close = at;
            if (close == at || (pattern[at] == ',' && depth == 1))
            {
                parts.Add(pattern[start..at]);
                start = at + 1;
            }
        }

        if (close < 0) return [pattern];
        var all = new List<string>();
        foreach (var part in parts)
        {
            if ((left -= 1) < 0) break;
            all.AddRange(Braces(pattern[..open] + part + pattern[(close + 1)..], ref left));
        }

        return all;
    }
}
