namespace Slipway.DevInstance.MergeRequests.Approvals;

/// <summary>
/// <c>**</c> for any folders, <c>*</c> and <c>?</c> within one part; without a slash it matches a name in every folder, and with one at its
/// end all that is in the folder. Takes time in proportion to path times pattern at most.
/// </summary>
static class PathGlob
{
    public static bool Matches(string pattern, string path)
    {
        var whole = pattern.TrimStart('/');
        if (whole.EndsWith('/'))
        {
            whole += "**";
        }

        if (!whole.Contains('/', StringComparison.Ordinal) && !pattern.StartsWith('/'))
        {
            whole = "**/" + whole;
        }

        return Parts(whole.Split('/'), path.Split('/'));
    }

    // The last "**" is the only one that is ever to be tried again.
    static bool Parts(string[] pattern, string[] path)
    {
        var (p, n, star, mark) = (0, 0, -1, 0);
        while (n < path.Length)
        {
            if (p < pattern.Length && pattern[p] == "**")
            {
                (star, mark) = (p++, n);
            }
            else if (p < pattern.Length && Part(pattern[p], path[n]))
            {
                (p, n) = (p + 1, n + 1);
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.Skip(p).All(part => part == "**");
    }

    static bool Part(string pattern, string name)
    {
        var (p, n, star, mark) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, n);
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n]))
            {
                (p, n) = (p + 1, n + 1);
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++mark);
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(p).Trim('*').IsEmpty;
    }
}
