namespace Slipway.BuildMachines.Pools;

/// <summary>A part of the week with an idle target of its own. From is in it, to is not, so two periods that touch leave no gap; to before from runs over midnight.</summary>
/// <param name="Days">The days on which it begins.</param>
/// <param name="Zone">An IANA time zone, as <c>Europe/Berlin</c>.</param>
sealed record IdlePeriod(IReadOnlyList<DayOfWeek> Days, TimeOnly From, TimeOnly To, string Zone, int Idle)
{
    public bool Holds(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(Zone)).DateTime;
        var time = TimeOnly.FromDateTime(local);
        return From < To
            ? Days.Contains(local.DayOfWeek) && time >= From && time < To
            : (Days.Contains(local.DayOfWeek) && time >= From) || (Days.Contains(local.AddDays(-1).DayOfWeek) && time < To);
    }
}
