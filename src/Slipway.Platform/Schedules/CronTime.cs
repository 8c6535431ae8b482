using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Slipway.Platform.Schedules;

/// <summary>
/// Five fields, as crontab(5): minute, hour, day of month, month, day of week; <c>*</c>, numbers, names, ranges, lists and steps. Where both day fields
/// are restricted, either matches. A time that a clock change skips is taken right after it, one that it repeats is taken once.
/// </summary>
public sealed class CronTime
{
    const int LongestText = 200;
    const int FarthestDays = 366 * 8; // the 29th of February may be eight years away
    static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    readonly BitArray minutes;
    readonly BitArray hours;
    readonly BitArray daysOfMonth;
    readonly BitArray months;
    readonly BitArray daysOfWeek;
    readonly bool anyDayOfMonth;
    readonly bool anyDayOfWeek;

    CronTime(BitArray[] fields, bool anyDayOfMonth, bool anyDayOfWeek)
    {
        (minutes, hours, daysOfMonth, months, daysOfWeek) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        (this.anyDayOfMonth, this.anyDayOfWeek) = (anyDayOfMonth, anyDayOfWeek);
    }

    /// <summary>False for what is no time.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out CronTime? time)
    {
        time = null;
        if (text is not { Length: > 0 and <= LongestText } || text.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var minute, var hour, var day, var month, var weekday])
        {
            return false;
        }

        BitArray?[] fields = [Field(minute, 0, 59, []), Field(hour, 0, 23, []), Field(day, 1, 31, []), Field(month, 1, 12, Months), Field(weekday, 0, 7, Days)];
        if (fields.Any(field => field is null))
        {
            return false;
        }

        fields[4]![0] |= fields[4]![7]; // both are Sunday
        time = new CronTime([.. fields!], day.StartsWith('*'), weekday.StartsWith('*'));
        return true;
    }

    /// <summary>The first time after <paramref name="after"/>; null where there is none, as for the 30th of February.</summary>
    public DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(after, zone).DateTime;
        var start = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0, DateTimeKind.Unspecified).AddMinutes(1);
        for (var day = start.Date; day < start.Date.AddDays(FarthestDays); day = day.AddDays(1))
        {
            if (!IsDay(day))
            {
                continue;
            }

            for (var minute = day == start.Date ? (start.Hour * 60) + start.Minute : 0; minute < 24 * 60; minute++)
            {
                if (hours[minute / 60] && minutes[minute % 60] && InZone(day.AddMinutes(minute), zone) is var at && at > after)
                {
                    return at;
                }
            }
        }

        return null;
    }

    bool IsDay(DateTime day) => months[day.Month] && (anyDayOfMonth || anyDayOfWeek
        ? daysOfMonth[day.Day] && daysOfWeek[(int)day.DayOfWeek]
        : daysOfMonth[day.Day] || daysOfWeek[(int)day.DayOfWeek]);

    static DateTimeOffset InZone(DateTime local, TimeZoneInfo zone)
    {
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(1);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    static BitArray? Field(string text, int first, int last, string[] names)
    {
        var set = new BitArray(last + 1);
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') switch
            {
                [var only] => (only, 1),
                [var before, var by] when int.TryParse(by, NumberStyles.None, CultureInfo.InvariantCulture, out var every) && every > 0 => (before, every),
                _ => ("", 0),
            };
            var ends = range == "*" ? (first, last) : Ends(range, first, last, names, step > 1 || part.Contains('/', StringComparison.Ordinal));
            if (ends is not var (from, to) || from > to)
            {
                return null;
            }

            for (var value = from; value <= to; value += step)
            {
                set[value] = true;
            }
        }

        return set;
    }

    static (int From, int To)? Ends(string range, int first, int last, string[] names, bool stepped) => range.Split('-') switch
    {
        [var one] when Value(one, first, last, names) is { } value => (value, stepped ? last : value),
        [var from, var to] when Value(from, first, last, names) is { } low && Value(to, first, last, names) is { } high => (low, high),
        _ => null,
    };

    static int? Value(string text, int first, int last, string[] names) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number >= first && number <= last ? number : null
        : Array.IndexOf(names, text.ToLowerInvariant()) is var index and >= 0 ? index + (names == Months ? 1 : 0)
        : null;
}
