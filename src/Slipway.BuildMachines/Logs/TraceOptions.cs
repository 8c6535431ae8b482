using System.ComponentModel.DataAnnotations;

namespace Slipway.BuildMachines.Logs;

/// <summary>Section <c>Traces</c> of the configuration.</summary>
public sealed class TraceOptions
{
    /// <summary>Bytes of a job's trace that are kept. What comes after is counted and dropped, and the trace says so.</summary>
    [Range(1024, int.MaxValue)]
    public int MaxBytes { get; set; } = 100 << 20;

    /// <summary>How often runners send what a job wrote, while somebody watches and while nobody does. Whole seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan WatchedInterval { get; set; } = TimeSpan.FromSeconds(1);

    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(3);
}
