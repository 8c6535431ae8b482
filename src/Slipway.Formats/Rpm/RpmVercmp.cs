namespace Slipway.Formats.Rpm;

/// <summary>
/// Compares versions, or releases, as rpm does (rpmio/rpmvercmp.c): runs of digits as numbers, runs of letters by their codes,
/// everything else only separates; <c>~</c> sorts before the end of the text, <c>^</c> right after it.
/// </summary>
public static class RpmVercmp
{
    /// <summary>Less than, equal to, or greater than 0. Only ASCII letters and digits count.</summary>
    public static int Compare(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        while (true)
        {
            a = SkipSeparators(a);
            b = SkipSeparators(b);
            if (a is ['~', ..] || b is ['~', ..])
            {
                if (a is not ['~', ..])
                {
                    return 1;
                }

                if (b is not ['~', ..])
                {
                    return -1;
                }

                a = a[1..];
                b = b[1..];
                continue;
            }

            if (a is ['^', ..] || b is ['^', ..])
            {
                if (a.IsEmpty || b.IsEmpty)
                {
                    return a.IsEmpty ? -1 : 1;
                }

                if (a[0] != b[0])
                {
                    return a[0] == '^' ? -1 : 1;
                }

                a = a[1..];
                b = b[1..];
                continue;
            }

            if (a.IsEmpty || b.IsEmpty)
            {
                return (a.IsEmpty ? 0 : 1) - (b.IsEmpty ? 0 : 1);
            }

            var order = TakeRuns(ref a, ref b);
            if (order != 0)
            {
                return order;
            }
        }
    }

    static int TakeRuns(ref ReadOnlySpan<char> a, ref ReadOnlySpan<char> b)
    {
        var isNumber = char.IsAsciiDigit(a[0]);
        var (runA, runB) = (Run(a, isNumber), Run(b, isNumber));
        if (runB == 0)
        {
            // A number is newer than letters.
            return isNumber ? 1 : -1;
        }

        var one = a[..runA];
        var two = b[..runB];
        a = a[runA..];
        b = b[runB..];
        if (isNumber)
        {
            one = one.TrimStart('0');
            two = two.TrimStart('0');
            if (one.Length != two.Length)
            {
                return one.Length < two.Length ? -1 : 1;
            }
        }

        return Math.Sign(one.SequenceCompareTo(two));
    }

    static int Run(ReadOnlySpan<char> text, bool isNumber)
    {
        var length = 0;
        while (length < text.Length && (isNumber ? char.IsAsciiDigit(text[length]) : char.IsAsciiLetter(text[length])))
        {
            length++;
        }

        return length;
    }

    static ReadOnlySpan<char> SkipSeparators(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && !char.IsAsciiLetterOrDigit(text[at]) && text[at] is not ('~' or '^'))
        {
            at++;
        }

        return text[at..];
    }
}
