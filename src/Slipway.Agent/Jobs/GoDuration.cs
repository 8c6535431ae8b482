using System.Globalization;

namespace Slipway.Agent.Jobs;

/// <summary>A span of time as gitlab-runner's variables have it: <c>1h30m</c>, <c>90s</c>, <c>500ms</c>.</summary>
static class GoDuration
{
    static readonly (string Unit, double Seconds)[] s_units = [("ms", 0.001), ("h", 3600), ("m", 60), ("s", 1)];

    /// <summary>Null where the text is no positive span.</summary>
    public static TimeSpan? Parse(string text)
    {
        var seconds = 0.0;
        for (ReadOnlySpan<char> rest = text.Trim(); rest.Length > 0;)
        {
            var digits = rest.IndexOfAnyExceptInRange('0', '9') is var end && end > 0 && rest[end] == '.' ? end + 1 + Math.Max(0, rest[(end + 1)..].IndexOfAnyExceptInRange('0', '9')) : end;
            if (digits <= 0 || digits > 12 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return null;
            rest = rest[digits..];
            var found = -1;
            for (var at = 0; at < s_units.Length && found < 0; at++)
                found = rest.StartsWith(s_units[at].Unit, StringComparison.Ordinal) ? at : -1;
            if (found < 0)
                return null;
            seconds += number * s_units[found].Seconds;
            rest = rest[s_units[found].Unit.Length..];
        }

        return seconds is > 0 and < 1e9 ? TimeSpan.FromSeconds(seconds) : null;
    }

    public static string Format(TimeSpan span) => span switch
    {
        { TotalHours: >= 1 } => $"{(int)span.TotalHours}h{span.Minutes}m{span.Seconds}s",
        { TotalMinutes: >= 1 } => $"{span.Minutes}m{span.Seconds}s",
        _ => string.Create(CultureInfo.InvariantCulture, $"{span.TotalSeconds:0.###}s"),
    };
}
