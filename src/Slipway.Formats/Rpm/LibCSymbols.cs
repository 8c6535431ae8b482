namespace Slipway.Formats.Rpm;

/// <summary>
/// Orders names such as <c>libc.so.6(GLIBC_2.34)(64bit)</c>: by the version in the first parentheses, nothing being lowest
/// (createrepo_c: cr_compare_dependency).
/// </summary>
internal static class LibCSymbols
{
    public static bool IsLower(string name, string than)
    {
        var one = Version(name);
        var two = Version(than);
        return one.Rank != two.Rank ? one.Rank < two.Rank : one.Rank == Rank.Versioned && RpmVercmp.Compare(one.Text, two.Text) < 0;
    }

    static (Rank Rank, string Text) Version(string name)
    {
        var open = name.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return (Rank.Plain, "");
        }

        var inside = name[(open + 1)..];
        var close = inside.IndexOf(')', StringComparison.Ordinal);
        if (close <= 0)
        {
            return (close < 0 ? Rank.Unclosed : Rank.Empty, "");
        }

        var digit = inside.AsSpan(0, close).IndexOfAnyInRange('0', '9');
        return digit < 0 ? (Rank.Unversioned, "") : (Rank.Versioned, inside[digit..close]);
    }

    enum Rank
    {
        Plain,
        Unclosed,
        Empty,
        Unversioned,
        Versioned,
    }
}
