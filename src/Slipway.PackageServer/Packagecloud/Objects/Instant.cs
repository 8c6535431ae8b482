namespace Slipway.PackageServer.Packagecloud.Objects;

/// <summary>Points in time as Packagecloud writes them.</summary>
static class Instant
{
    public static string Of(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    public static string Ago(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1 } => "less than a minute ago",
        { TotalHours: < 1 } => Count((int)age.TotalMinutes, "minute"),
        { TotalDays: < 1 } => Count((int)age.TotalHours, "hour"),
        _ => Count((int)age.TotalDays, "day"),
    };

    static string Count(int number, string unit) => $"{number} {unit}{(number == 1 ? "" : "s")} ago";
}
