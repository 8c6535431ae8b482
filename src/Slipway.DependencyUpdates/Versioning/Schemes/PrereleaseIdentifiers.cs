using System.Buffers;

namespace Slipway.DependencyUpdates.Versioning.Schemes;

/// <summary>The order of prerelease identifiers (semver.org, 11): numbers by value and before text, text by its characters, fewer before more.</summary>
static class PrereleaseIdentifiers
{
    public static readonly SearchValues<char> Allowed = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-");

    /// <summary>None at all comes last: a final version is newer than its prereleases.</summary>
    public static int Compare(ReadOnlySpan<string> left, ReadOnlySpan<string> right, StringComparison text)
    {
        if (left.IsEmpty || right.IsEmpty) return left.IsEmpty.CompareTo(right.IsEmpty);
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            var order = Compare(left[i], right[i], text);
            if (order != 0) return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    static int Compare(string left, string right, StringComparison text)
    {
        var (leftIsNumber, rightIsNumber) = (IsNumber(left), IsNumber(right));
        if (leftIsNumber && rightIsNumber) return DigitRun.Of(left).CompareTo(DigitRun.Of(right));
        return leftIsNumber != rightIsNumber ? rightIsNumber.CompareTo(leftIsNumber) : Math.Sign(string.Compare(left, right, text));
    }

    static bool IsNumber(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');
}
