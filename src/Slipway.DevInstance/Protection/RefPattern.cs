namespace Slipway.DevInstance.Protection;

/// <summary>Names with <c>*</c> for any characters, slashes too. Takes time in proportion to name times pattern at most.</summary>
static class RefPattern
{
    public static bool Matches(string pattern, string name)
    {
        var (p, n, star, mark) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, mark) = (p++, n);
            }
            else if (p < pattern.Length && pattern[p] == name[n])
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

    /// <summary>As a ref's name, with stars.</summary>
    public static bool IsPattern(string? pattern) => pattern is { Length: > 0 } && Git.RefName.IsShort(pattern.Replace('*', 'x'));
}
