using System.Text.RegularExpressions;

namespace Slipway.Pipelines.Expressions;

/// <summary>
/// A regular expression of a configuration, in RE2's language. It never backtracks, so its time is bounded by its length times the text's.
/// </summary>
sealed class SafePattern
{
    const int MaxLength = 2_000;
    static readonly TimeSpan s_limit = TimeSpan.FromSeconds(2);

    readonly Regex _regex;

    SafePattern(Regex regex) => _regex = regex;

    /// <summary>In the language of .NET.</summary>
    public string Source => _regex.ToString();

    /// <summary>Whether it matches anywhere in the text.</summary>
    public bool Matches(string text) => _regex.IsMatch(text);

    /// <param name="pattern">Without slashes.</param>
    /// <param name="flags">Of <c>i</c>, <c>s</c>, <c>m</c> and <c>U</c>, as RE2 has them.</param>
    /// <param name="why">Why it is refused.</param>
    public static SafePattern? Parse(string pattern, string flags, out string why)
    {
        why = "";
        if (pattern.Length > MaxLength)
        {
            why = $"it has more than {MaxLength} characters";
            return null;
        }

        var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
        if (flags.Contains('i', StringComparison.Ordinal)) options |= RegexOptions.IgnoreCase;
        if (flags.Contains('s', StringComparison.Ordinal)) options |= RegexOptions.Singleline;
        if (flags.Contains('m', StringComparison.Ordinal)) options |= RegexOptions.Multiline;
        try
        {
            return new SafePattern(new Regex(Re2Syntax.ToDotNet(pattern, multiline: options.HasFlag(RegexOptions.Multiline)), options, s_limit));
        }
        catch (RegexParseException wrong)
        {
            why = $"{wrong.Error} at character {wrong.Offset}";
        }
        catch (NotSupportedException)
        {
            why = "it looks ahead or behind, refers back, or repeats too much";
        }
        catch (ArgumentException)
        {
            why = "it cannot be read";
        }

        return null;
    }

    /// <summary><c>/pattern/flags</c>; null where the text is no such thing.</summary>
    public static (string Pattern, string Flags)? Split(string text)
    {
        var end = text.LastIndexOf('/');
        if (text.Length < 2 || text[0] != '/' || end < 1 || text.AsSpan(end + 1).ContainsAnyExcept("ismU")) return null;
        return (text[1..end].Replace("\\/", "/", StringComparison.Ordinal), text[(end + 1)..]);
    }
}
