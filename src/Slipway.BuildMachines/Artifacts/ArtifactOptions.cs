using System.ComponentModel.DataAnnotations;

namespace Slipway.BuildMachines.Artifacts;

/// <summary>Section <c>Artifacts</c> of the configuration.</summary>
public sealed class ArtifactOptions
{
    /// <summary>Bytes of one upload.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBytes { get; set; } = 1L << 30;

    /// <summary>How long artifacts are kept whose job says nothing of it.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "36500.00:00:00")]
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);
}
