namespace Slipway.DependencyUpdates.Versioning.Tags;

/// <summary>Where the version begins in a tag or a file's name: <c>krb5-|1.22.1</c>, <c>v|1.2</c>, <c>REL|9_6_1</c>, <c>go|1.21</c>.</summary>
static class VersionStart
{
    /// <summary>Null: there is no digit.</summary>
    public static int? Find(string text)
    {
        var first = text.AsSpan().IndexOfAnyInRange('0', '9');
        if (first < 0) return null;
        if (IsBoundary(text, first) || IsUniform(text.AsSpan(first))) return first;
        for (var i = first + 1; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i]) && !char.IsAsciiDigit(text[i - 1]) && IsBoundary(text, i)) return i;
        }

        return first;
    }

    /// <summary>At the front, or after something that is neither letter nor digit; a <c>v</c> there belongs to the prefix.</summary>
    static bool IsBoundary(string text, int at)
    {
        if (at > 0 && text[at - 1] is 'v' or 'V') at--;
        return at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]);
    }

    /// <summary>At least three numbers, all divided by the same: the digits after a word are the version's first (<c>REL9_6_1</c>, <c>jq1.6.1</c>).</summary>
    static bool IsUniform(ReadOnlySpan<char> text)
    {
        var (separator, numbers) = ('\0', 0);
        while (!text.IsEmpty && char.IsAsciiDigit(text[0]))
        {
            numbers++;
            var end = text.IndexOfAnyExceptInRange('0', '9');
            if (end < 0 || end + 1 >= text.Length || !char.IsAsciiDigit(text[end + 1])) break;
            if (separator != '\0' && text[end] != separator) return false;
            separator = text[end];
            text = text[(end + 1)..];
        }

        return numbers > 2 || (numbers == 2 && separator == '.');
    }
}
