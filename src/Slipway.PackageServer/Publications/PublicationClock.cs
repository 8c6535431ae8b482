using Microsoft.Extensions.Options;

namespace Slipway.PackageServer.Publications;

/// <summary>Dates for the next publication: never before the last one's, whatever the clock does.</summary>
sealed class PublicationClock(TimeProvider time, IOptions<PublicationOptions> options)
{
    public (DateTimeOffset Date, DateTimeOffset ValidUntil, DateTimeOffset ModifiedAt) Next(PublicationState state)
    {
        var now = time.GetUtcNow();
        var date = Later(now - options.Value.Backdate, state.Date);
        return (date, date + options.Value.ValidFor, Later(now, state.ModifiedAt.AddSeconds(1)));
    }

    static DateTimeOffset Later(DateTimeOffset instant, DateTimeOffset floor)
    {
        var later = instant > floor ? instant : floor;
        return new DateTimeOffset(later.UtcTicks - (later.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}
