using System.Globalization;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.BuildMachines.Pools;

/// <summary>Reads <c>periods</c>: parts of the week with an idle target each. Where two hold at a time, the last one counts.</summary>
static class PeriodReader
{
    static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static IReadOnlyList<IdlePeriod> Read(Block pool)
    {
        var periods = new List<IdlePeriod>();
        foreach (var item in pool.Items("periods") ?? [])
        {
            if (item is not YamlMap map)
            {
                pool.Wrong(item, "periods", "a list of maps with days, from, to, zone and idle", null);
                continue;
            }

            var block = pool.Of(map, "periods");
            var (days, from, to) = (Days(block), Time(block, "from"), Time(block, "to"));
            var zone = block.Text("zone") ?? "UTC";
            if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            {
                block.Wrong("zone", block.Take("zone")!, "a time zone as Europe/Berlin");
                zone = "UTC";
            }

            var idle = block.Integer("idle", 0, 10_000);
            if (!block.Has("idle"))
            {
                block.Missing("idle", "Say how many machines are to be idle then.");
            }

            block.Done();
            if (from is { } first && to is { } last)
            {
                periods.Add(new IdlePeriod(days, first, last, zone, idle ?? 0));
            }
        }

        return periods;
    }

    /// <summary>Names and ranges of names, as <c>mon-fri</c> and <c>sat</c>; all of them where nothing is said.</summary>
    static IReadOnlyList<DayOfWeek> Days(Block block)
    {
        var days = new SortedSet<DayOfWeek>();
        foreach (var text in block.OneOrMore("days") ?? ["sun-sat"])
        {
            var ends = text.ToLowerInvariant().Split('-');
            var (from, to) = (Array.IndexOf(Names, ends[0]), Array.IndexOf(Names, ends[^1]));
            if (ends.Length > 2 || from < 0 || to < 0)
            {
                block.Wrong("days", block.Take("days")!, "days as mon, sat or mon-fri");
                break;
            }

            for (var day = from; ; day = (day + 1) % 7)
            {
                days.Add((DayOfWeek)day);
                if (day == to)
                {
                    break;
                }
            }
        }

        return [.. days];
    }

    static TimeOnly? Time(Block block, string name)
    {
        if (block.Required(name) is not { } text)
        {
            return null;
        }

        if (text == "24:00")
        {
            return TimeOnly.MinValue; // the day's end is the next one's beginning
        }

        if (TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        block.Wrong(name, block.Take(name)!, "a time of day as 08:00, in quotes");
        return null;
    }
}
