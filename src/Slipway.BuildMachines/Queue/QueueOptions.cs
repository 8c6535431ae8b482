using System.ComponentModel.DataAnnotations;

namespace Slipway.BuildMachines.Queue;

/// <summary>Section <c>Queue</c> of the configuration.</summary>
public sealed class QueueOptions
{
    /// <summary>How long a request for a job is held where there is none. Below what proxies allow.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan Hold { get; set; } = TimeSpan.FromSeconds(50);

    /// <summary>How long a runner has to confirm a job that it was given. Then the job waits again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Unconfirmed { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a runner may be silent about a job. gitlab-runner speaks every 30 seconds at least. Then the job waits again.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Silent { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How many times a job is queued again because its runner was lost; then it fails.</summary>
    [Range(0, 100)]
    public int LostAttempts { get; set; } = 3;

    /// <summary>A job's timeout where neither it nor its runner has one.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "30.00:00:00")]
    public TimeSpan JobTimeout { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long after its timeout the server ends a job whose runner did not.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan TimeoutGrace { get; set; } = TimeSpan.FromMinutes(6);
}
