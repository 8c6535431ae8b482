using Slipway.DependencyUpdates.Policy;

namespace Slipway.DependencyUpdates.Tests.Updates;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData("2026-11-23T21:30:00Z", true)] // a Monday, 22:30 in Berlin
    [InlineData("2026-11-24T04:30:00Z", true)] // its night, 05:30 on Tuesday
    [InlineData("2026-11-24T05:30:00Z", false)]
    [InlineData("2026-11-24T21:30:00Z", false)] // Tuesday's own night
    [InlineData("2026-11-23T04:30:00Z", false)] // Sunday's night
    public void A_night_belongs_to_the_day_on_which_it_begins(string now, bool open) =>
        new UpdateSchedule([DayOfWeek.Monday], 22, 6, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")).IsOpen(DateTimeOffset.Parse(now)).ShouldBe(open);

    [Theory]
    [InlineData("lib*", "libxml2", true)]
    [InlineData("*xml*", "libxml2", true)]
    [InlineData("@s/*", "@s/a/b", true)]
    [InlineData("lib*2", "lib2", true)]
    [InlineData("lib*22", "lib2", false)]
    [InlineData("lib", "libx", false)]
    public void Names_are_matched_by_stars(string glob, string name, bool expected) => new NameGlob(glob).Matches(name).ShouldBe(expected);
}
