using System.Globalization;

namespace Slipway.DependencyUpdates.Policy;

/// <summary>When new requests may be opened. What is open is kept true at any time.</summary>
/// <param name="Days">Empty: every day.</param>
/// <param name="From">The first hour, 0 to 23.</param>
/// <param name="To">The hour in which it ends, 1 to 24; not after <paramref name="From"/>: over midnight.</param>
public sealed record UpdateSchedule(IReadOnlyList<DayOfWeek> Days, int From, int To, TimeZoneInfo Zone)
{
    public bool IsOpen(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Zone);
        var night = To <= From;
        var hour = local.Hour;
        var day = night && hour < To ? local.AddDays(-1).DayOfWeek : local.DayOfWeek;
        return (Days.Count == 0 || Days.Contains(day)) && (night ? hour >= From || hour < To : hour >= From && hour < To);
    }

    public override string ToString() => (Days.Count == 0 ? "every day" : string.Join(", ", Days.Select(day => day.ToString().ToLowerInvariant()))) + string.Create(CultureInfo.InvariantCulture, $" from {From}:00 to {To}:00 ({Zone.Id})");
}
