using Slipway.Platform.Schedules;

namespace Slipway.Upkeep.Duties;

/// <summary>When a duty runs next.</summary>
static class DutyTimes
{
    static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>By its schedule; null while it is off, or where it has no time.</summary>
    public static DateTimeOffset? Next(Duty duty, DateTimeOffset now) =>
        duty.Active && CronTime.TryParse(duty.Cron, out var cron) && TimeZoneInfo.TryFindSystemTimeZoneById(duty.TimeZone, out var zone) ? cron.Next(now, zone) : null;

    /// <summary>After it failed: 5 minutes, 10, 20, at most a day, whatever the schedule says.</summary>
    public static DateTimeOffset? AfterFailure(Duty duty, DateTimeOffset now) => duty.Active ? now + Pause(duty.Failures) : null;

    public static TimeSpan Pause(int failures) => First * Math.Pow(2, Math.Clamp(failures - 1, 0, 12)) is var pause && pause < Longest ? pause : Longest;
}
