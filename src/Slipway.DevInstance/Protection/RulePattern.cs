using System.Text.RegularExpressions;

namespace Slipway.DevInstance.Protection;

/// <summary>A project's own regular expression: without backtracking, so in time proportional to the text.</summary>
static class RulePattern
{
    public const int Longest = 500;

    static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>Null for null.</summary>
    /// <exception cref="ArgumentException">It is none, or one that needs backtracking.</exception>
    public static Regex? Of(string? pattern) => pattern is null ? null : Compile(pattern);

    /// <summary>Why it can't be used, or null.</summary>
    public static string? WhyNot(string? pattern)
    {
        if (pattern is null)
        {
            return null;
        }

        if (pattern.Length is 0 or > Longest)
        {
            return $"it takes 1 to {Longest} characters";
        }

        try
        {
            Compile(pattern);
            return null;
        }
        catch (NotSupportedException)
        {
            return "lookarounds, backreferences and atomic groups are not supported";
        }
        catch (ArgumentException wrong)
        {
            return wrong.Message;
        }
    }

    static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, LongestMatch);
}
