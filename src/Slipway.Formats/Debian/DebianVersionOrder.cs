namespace Slipway.Formats.Debian;

/// <summary>The order of one part of a version, deb-version(7): text and numbers by turns, of any length.</summary>
internal static class DebianVersionOrder
{
    public static int Compare(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        while (!left.IsEmpty || !right.IsEmpty)
        {
            var text = CompareText(ref left, ref right);
            if (text != 0) return text;
            var number = CompareNumber(ref left, ref right);
            if (number != 0) return number;
        }

        return 0;
    }

    static int CompareText(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        while (IsText(left) || IsText(right))
        {
            var difference = Weight(left).CompareTo(Weight(right));
            if (difference != 0) return difference;
            left = left[1..];
            right = right[1..];
        }

        return 0;
    }

    static int CompareNumber(ref ReadOnlySpan<char> left, ref ReadOnlySpan<char> right)
    {
        var a = TakeNumber(ref left);
        var b = TakeNumber(ref right);
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : Math.Sign(a.SequenceCompareTo(b));
    }

    static ReadOnlySpan<char> TakeNumber(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAnyExceptInRange('0', '9');
        if (end < 0) end = rest.Length;
        var number = rest[..end].TrimStart('0');
        rest = rest[end..];
        return number;
    }

    static bool IsText(ReadOnlySpan<char> rest) => !rest.IsEmpty && !char.IsAsciiDigit(rest[0]);

    /// <summary>A tilde sorts before even the end; then the end and digits, letters, everything else.</summary>
    static int Weight(ReadOnlySpan<char> rest) => rest.IsEmpty || char.IsAsciiDigit(rest[0]) ? 0 : rest[0] switch
    {
        '~' => -1,
        var c when char.IsAsciiLetter(c) => c,
        var c => c + 256,
    };
}
