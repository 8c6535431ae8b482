namespace Slipway.Agent.Artifacts;

/// <summary>
/// A pattern over a relative path, as gitlab-runner's (doublestar): <c>*</c> and <c>?</c> within a name, <c>[a-z]</c>,
/// <c>{one,two}</c>, and <c>**</c> for any number of folders. Matching takes time in proportion to pattern times path.
/// </summary>
sealed class Glob
{
    const int MostAlternatives = 256;

    readonly string[][] _alternatives;

    public Glob(string pattern) => _alternatives = [.. Braces(pattern).Select(alternative => alternative.Split('/', StringSplitOptions.RemoveEmptyEntries))];

    public bool Matches(string path)
    {
        var parts = path.Split('/');
        return _alternatives.Any(pattern => Match(pattern, parts, whole: true));
    }

    /// <summary>Whether something below this folder may match.</summary>
    public bool MayMatchBelow(string folder)
    {
        var parts = folder.Split('/');
        return _alternatives.Any(pattern => Match(pattern, parts, whole: false));
    }

    // Which numbers of path parts the pattern so far can stand for; one pass over the pattern.
    static bool Match(string[] pattern, string[] parts, bool whole)
    {
        var reached = new bool[parts.Length + 1];
        reached[0] = true;
        foreach (var part in pattern)
        {
            if (!whole && reached[parts.Length])
                return true;
            if (part == "**")
            {
                for (var at = 1; at <= parts.Length; at++)
                    reached[at] |= reached[at - 1];
                continue;
            }

            for (var at = parts.Length; at > 0; at--)
                reached[at] = reached[at - 1] && MatchName(part, parts[at - 1]);
            reached[0] = false;
        }

        return whole ? reached[parts.Length] : pattern is [.., "**"] && reached[parts.Length];
    }

    // The classic match with one place to go back to: the last star.
    static bool MatchName(string pattern, string name)
    {
        var (p, n, star, from) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                from = n;
            }
            else if (p < pattern.Length && One(pattern, p, name[n]) is var next && next > 0)
            {
                p = next;
                n++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                n = ++from;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    /// <summary>Where the pattern goes on when its element at <paramref name="p"/> stands for the character; 0 where it does not.</summary>
    static int One(string pattern, int p, char c)
    {
        switch (pattern[p])
        {
            case '?':
                return p + 1;
            case '\\' when p + 1 < pattern.Length:
                return pattern[p + 1] == c ? p + 2 : 0;
            case '[' when pattern.IndexOf(']', p + 2 < pattern.Length ? p + 2 : p) is var close && close > p:
                return InClass(pattern.AsSpan(p + 1, close - p - 1), c) ? close + 1 : 0;
            default:
                return pattern[p] == c ? p + 1 : 0;
        }
    }

    static bool InClass(ReadOnlySpan<char> members, char c)
    {
        var negated = members[0] is '!' or '^' && members.Length > 1;
        members = negated ? members[1..] : members;
        var found = false;
        for (var at = 0; at < members.Length; at++)
        {
            if (at + 2 < members.Length && members[at + 1] == '-')
            {
                found |= c >= members[at] && c <= members[at + 2];
                at += 2;
            }
            else
            {
                found |= members[at] == c;
            }
        }

        return found != negated;
    }

    static List<string> Braces(string pattern)
    {
        List<string> done = [];
        Queue<string> open = new([pattern]);
        while (open.TryDequeue(out var text))
        {
            var start = text.IndexOf('{', StringComparison.Ordinal);
            var end = start < 0 ? -1 : text.IndexOf('}', start);
            if (end < 0 || done.Count + open.Count >= MostAlternatives)
            {
                done.Add(text);
                continue;
            }

            // The innermost pair first, so that nested ones come out right.
            start = text.LastIndexOf('{', end);
            foreach (var choice in text[(start + 1)..end].Split(','))
                open.Enqueue(text[..start] + choice + text[(end + 1)..]);
        }

        return done;
    }
}
