namespace Slipway.DependencyUpdates.Versioning.Tags;

/// <summary>
/// How upstream spells a version: what stands before it, what divides its numbers, and what stands behind it. <c>curl-8_20_0</c> is
/// <c>8.20.0</c> in the form <c>curl-N_N</c>; a rewrite restores the form.
/// </summary>
/// <param name="Prefix"><c>curl-</c>, <c>v</c>, or empty.</param>
/// <param name="Separator">What stands for the dot between two numbers.</param>
/// <param name="Suffix">A variant (<c>-alpine</c>, <c>-final</c>); never a prerelease.</param>
public sealed record TagForm(string Prefix, char Separator, string Suffix)
{
    /// <summary>Nothing around the version.</summary>
    public static TagForm Plain { get; } = new("", '.', "");

    public override string ToString() => $"{Prefix}N{Separator}N{Suffix}";

    /// <summary>The form that a text has of itself, by its first number at a boundary. Null: there is no number in it.</summary>
    public static TagForm? Of(string text)
    {
        if (VersionStart.Find(text) is not { } start) return null;
        var rest = text.AsSpan(start);
        var suffix = TagVariant.Of(rest);
        return new(text[..start], SeparatorOf(rest[..^suffix.Length]), suffix);
    }

    /// <summary>The version in a text of this form, with dots. Null: it has another form.</summary>
    public string? Read(string text)
    {
        if (text.Length <= Prefix.Length + Suffix.Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || !text.EndsWith(Suffix, StringComparison.Ordinal)) return null;
        var version = text[Prefix.Length..^Suffix.Length];
        if (!char.IsAsciiDigit(version[0]) || (Suffix.Length == 0 && TagVariant.Of(version).Length > 0)) return null;
        // A version of one number shows no separator: it fits every form.
        return Separator == '.' || SeparatorOf(version) == Separator || !version.AsSpan().ContainsAnyExceptInRange('0', '9') ? Dotted(version) : null;
    }

    /// <summary>A version with dots, in this form.</summary>
    public string Write(string dotted) => Prefix + (Separator == '.' ? dotted : Replaced(dotted, '.', Separator)) + Suffix;

    string Dotted(string version) => Separator == '.' ? version : Replaced(version, Separator, '.');

    /// <summary>Between numbers only: the dash of <c>1_2-rc_1</c> stays.</summary>
    static string Replaced(string text, char from, char to)
    {
        var chars = text.ToCharArray();
        for (var i = 1; i + 1 < chars.Length; i++)
        {
            if (chars[i] == from && char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1])) chars[i] = to;
        }

        return new(chars);
    }

    static char SeparatorOf(ReadOnlySpan<char> version)
    {
        var end = version.IndexOfAnyExceptInRange('0', '9');
        return end > 0 && end + 1 < version.Length && version[end] is '_' or '-' && char.IsAsciiDigit(version[end + 1]) && !IsRevision(version, end) ? version[end] : '.';
    }

    /// <summary><c>5-3</c> after dots is a revision; <c>20150325-3.1</c> is a date and its number.</summary>
    static bool IsRevision(ReadOnlySpan<char> version, int dash) => version[dash] == '-' && dash >= 8;
}
