using System.Globalization;
using Slipway.Platform.Schedules;

namespace Slipway.BuildMachines.Tests.Schedules;

public sealed class CronTests
{
    [Theory]
    [InlineData("30 1 * * *", "2026-11-24T01:30Z", "UTC", "2026-11-25T01:30Z")]
    [InlineData("*/15 * * * *", "2026-11-24T01:31Z", "UTC", "2026-11-24T01:45Z")]
    [InlineData("0 9 * * mon-fri", "2026-11-27T10:00Z", "UTC", "2026-11-30T09:00Z")]
    [InlineData("0 0 13 * 5", "2026-11-10T00:00Z", "UTC", "2026-11-13T00:00Z")]
    [InlineData("0 0 29 2 *", "2026-11-24T00:00Z", "UTC", "2028-02-29T00:00Z")]
    [InlineData("30 2 * * *", "2026-03-28T12:00Z", "Europe/Berlin", "2026-03-29T01:00Z")]
    [InlineData("30 2 * * *", "2026-10-24T12:00Z", "Europe/Berlin", "2026-10-25T01:30Z")]
    [InlineData("0 0 * * 7", "2026-11-24T00:00Z", "UTC", "2026-11-29T00:00Z")]
    public void The_next_time_is_as_crontab_says(string cron, string after, string zone, string next)
    {
        CronTime.TryParse(cron, out var time).ShouldBeTrue();
        time!.Next(At(after), TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldBe(At(next));
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("5-1 * * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("a b c d e")]
    [InlineData("-1 * * * *")]
    public void What_is_no_time_is_refused(string cron) => CronTime.TryParse(cron, out _).ShouldBeFalse();

    [Fact]
    public void A_day_that_never_comes_has_no_next_time()
    {
        CronTime.TryParse("0 0 30 2 *", out var time).ShouldBeTrue();
        time!.Next(At("2026-01-01T00:00Z"), TimeZoneInfo.Utc).ShouldBeNull();
    }

    static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
