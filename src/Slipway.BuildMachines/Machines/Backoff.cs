namespace Slipway.BuildMachines.Machines;

/// <summary>How long to wait before something that failed is tried again: twice as long each time, up to a bound.</summary>
static class Backoff
{
    const int MostForRoom = 3;
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <param name="tries">How often it was tried, from 1.</param>
    public static TimeSpan OfStart(int tries) => Of(TimeSpan.FromSeconds(2), tries, TimeSpan.FromMinutes(1));

    public static TimeSpan OfRemoval(int tries) => Of(TimeSpan.FromSeconds(5), tries, TimeSpan.FromMinutes(5));

    /// <summary>How long a pool starts nothing after so many failed starts in a row.</summary>
    public static TimeSpan OfPool(int failures) => failures == 0 ? TimeSpan.Zero : Of(TimeSpan.FromSeconds(5), failures, Longest);

    /// <summary>How many starts failed in a row with one more. A full place is asked again after 20 seconds at the latest, however often it was full.</summary>
    public static int Failures(int before, StartResult more) => more == StartResult.NoRoom ? Math.Max(before, Math.Min(before + 1, MostForRoom)) : before + 1;

    /// <summary>Whether a time has come. One that is further away than anything waits comes from a clock that went back: it has.</summary>
    public static bool IsDue(DateTimeOffset? at, DateTimeOffset now) => at is not { } due || due <= now || due - now > Longest;

    static TimeSpan Of(TimeSpan first, int tries, TimeSpan longest) =>
        first * Math.Pow(2, Math.Clamp(tries - 1, 0, 12)) is var wait && wait < longest ? wait : longest;
}
