using System.ComponentModel.DataAnnotations;

namespace Slipway.PackageServer.Publications;

/// <summary>Section <c>Publications</c> of the configuration.</summary>
public sealed class PublicationOptions
{
    /// <summary>Valid-Until of a Release file, from its Date. It is signed anew when half of it has passed.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan ValidFor { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How far Date lies in the past. apt refuses a date of more than 10 seconds in its future; this forgives clients whose clock is behind.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan Backdate { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long superseded indexes can still be fetched, by clients that are slow and caches that are old.</summary>
    [Range(typeof(TimeSpan), "00:10:00", "3650.00:00:00")]
    public TimeSpan KeepSuperseded { get; set; } = TimeSpan.FromDays(7);

    /// <summary>So many pushes are published together at the most.</summary>
    [Range(1, 4096)]
    public int BatchSize { get; set; } = 512;
}
