using System.ComponentModel.DataAnnotations;

namespace Slipway.BuildMachines.Machines;

/// <summary>Section <c>Machines</c> of the configuration.</summary>
public sealed class KeeperOptions
{
    /// <summary>How often the manager looks at its pools where nothing rings.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often providers are asked for their lists where nothing starts or goes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The same while machines start or go.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan LookOftenEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a manager that is silent keeps its pools from others.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "00:10:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it is written down, for the chart, how the pools do, and looked whether they miss a goal.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SampleEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the history of machines that are gone is kept.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepHistory { get; set; } = TimeSpan.FromDays(30);
}
