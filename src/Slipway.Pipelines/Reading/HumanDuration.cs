using System.Globalization;

namespace Slipway.Pipelines.Reading;

/// <summary>Times as people write them: <c>1h 30m</c>, <c>3 mins 4 sec</c>, <c>2 weeks and 1 day</c>, <c>90</c> seconds. A month has 30 days, a year 365.25.</summary>
static class HumanDuration
{
    static readonly (string[] Names, double Seconds)[] s_units =
    [
        (["s", "sec", "secs", "second", "seconds"], 1),
        (["m", "min", "mins", "minute", "minutes"], 60),
        (["h", "hr", "hrs", "hour", "hours"], 3600),
        (["d", "dy", "day", "days"], 86400),
        (["w", "wk", "wks", "week", "weeks"], 7 * 86400),
        (["mo", "mon", "mos", "month", "months"], 30 * 86400),
        (["y", "yr", "yrs", "year", "years"], 31557600),
    ];

    /// <summary>Null where it is no time, or more than a hundred years.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (text.Length > 100) return null;
        var (seconds, at, parts) = (0.0, 0, 0);
        if (text.Contains(':', StringComparison.Ordinal)) return Clock(text);
        while (true)
        {
            at = Skip(text, at);
            if (at == text.Length) break;
            var start = at;
            while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] == '.')) at++;
            if (!double.TryParse(text.AsSpan(start, at - start), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
            while (at < text.Length && text[at] == ' ') at++;
            start = at;
            while (at < text.Length && char.IsAsciiLetter(text[at])) at++;
            var name = text[start..at].ToLowerInvariant();
            var unit = name.Length == 0 ? 1 : Array.Find(s_units, unit => unit.Names.Contains(name)).Seconds;
            if (unit == 0) return null;
            seconds += number * unit;
            parts++;
        }

        return parts == 0 || seconds > 100 * 31557600.0 ? null : TimeSpan.FromSeconds(seconds);
    }

    /// <summary>Over blanks, commas and the word "and".</summary>
    static int Skip(string text, int at)
    {
        while (at < text.Length && (text[at] is ' ' or ',' or '\t' || text.AsSpan(at).StartsWith("and ", StringComparison.OrdinalIgnoreCase)))
            at += text[at] is 'a' or 'A' ? 3 : 1;
        return at;
    }

    /// <summary><c>4:20</c> is minutes and seconds, <c>1:30:00</c> hours too.</summary>
    static TimeSpan? Clock(string text)
    {
        var parts = text.Trim().Split(':');
        var seconds = 0L;
        foreach (var part in parts)
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 100_000) return null;
            seconds = seconds * 60 + number;
        }

        return parts.Length > 3 ? null : TimeSpan.FromSeconds(seconds);
    }
}
