using System.Globalization;

namespace Slipway.DependencyUpdates.Configuration.Reading;

/// <summary><c>12 hours</c>, <c>3 days</c>, <c>2 weeks</c>, <c>0</c>.</summary>
static class Days
{
    const int Most = 3650;

    public static TimeSpan? Parse(string text)
    {
        var digits = text.TrimStart().TakeWhile(char.IsAsciiDigit).Count();
        var trimmed = text.Trim();
        if (digits == 0 || !int.TryParse(trimmed.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        TimeSpan? unit = trimmed[digits..].Trim() switch
        {
            "" when number == 0 => TimeSpan.Zero,
            "h" or "hour" or "hours" => TimeSpan.FromHours(1),
            "d" or "day" or "days" => TimeSpan.FromDays(1),
            "w" or "week" or "weeks" => TimeSpan.FromDays(7),
            _ => null,
        };
        return unit is { } one && number * one.TotalDays <= Most ? number * one : null;
    }
}
