using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Slipway.PackageServer.Publications;

/// <summary>Dates for the next publication: never before the last one's, whatever the clock does.</summary>
sealed class PublicationClock(TimeProvider time, IOptions<PublicationOptions> options)
{
    public PublicationTimes Next(PublicationState state)
    {
        var now = time.GetUtcNow();
        var date = Later(now - options.Value.Backdate, state.Date);
        return new(date, date + options.Value.ValidFor, Later(now, state.ModifiedAt.AddSeconds(1)));
    }

    static DateTimeOffset Later(DateTimeOffset instant, DateTimeOffset floor)
    {
        var later = instant > floor ? instant : floor;
        return new DateTimeOffset(later.UtcTicks - (later.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
    }
}

/// <summary>One publication's dates, in whole seconds: asked for once, so that what is stored is what clients saw.</summary>
/// <param name="Date">Of the Release file.</param>
/// <param name="ModifiedAt">Of the files that change.</param>
[StructLayout(LayoutKind.Auto)]
readonly record struct PublicationTimes(DateTimeOffset Date, DateTimeOffset ValidUntil, DateTimeOffset ModifiedAt);
