using System.Globalization;
using System.Text.RegularExpressions;

namespace Slipway.BuildMachines.Jobs;

/// <summary>The coverage that a job wrote into its trace: the last match of its pattern, and in that the last number.</summary>
static partial class Coverage
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public static double? Find(string pattern, string trace)
    {
        try
        {
            var regex = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant, Limit);
            Match? last = null;
            for (var match = regex.Match(Colours().Replace(trace, "")); match.Success; match = match.NextMatch())
            {
                last = match;
            }

            return last is not null && Number().Matches(last.Value) is { Count: > 0 } numbers
                && double.TryParse(numbers[^1].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 100
                    ? value
                    : null;
        }
        catch (Exception unusable) when (unusable is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*[A-Za-z]", RegexOptions.NonBacktracking)]
    private static partial Regex Colours();

    [GeneratedRegex(@"\d{1,3}(\.\d{1,6})?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
