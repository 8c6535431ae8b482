namespace Slipway.BuildMachines.Jobs;

/// <summary>
/// GitLab's states of a job, and <see cref="Assigned"/> between pending and running: given to a runner that has not confirmed it yet. Stored as
/// numbers; never reorder.
/// </summary>
enum JobState
{
    Created = 0,
    WaitingForResource = 1,
    Pending = 2,
    Assigned = 3,
    Running = 4,
    Canceling = 5,
    Success = 6,
    Failed = 7,
    Canceled = 8,
    Skipped = 9,
    Manual = 10,
    Scheduled = 11,
}

static class JobStates
{
    /// <summary>Nothing will change it any more, short of a retry.</summary>
    public static bool IsOver(this JobState state) => state is JobState.Success or JobState.Failed or JobState.Canceled or JobState.Skipped;

    /// <summary>States that a cancellation ends: those that are not over, without <see cref="JobState.Canceling"/>.</summary>
    public static IReadOnlyList<JobState> Open { get; } =
    [
        JobState.Created, JobState.WaitingForResource, JobState.Pending, JobState.Assigned, JobState.Running, JobState.Manual, JobState.Scheduled,
    ];

    /// <summary>An attempt holds it.</summary>
    public static bool IsLive(this JobState state) => state is JobState.Assigned or JobState.Running or JobState.Canceling;

    /// <summary>As GitLab writes it: <c>waiting_for_resource</c>.</summary>
    public static string Word(this JobState state) => state switch
    {
        JobState.Created => "created",
        JobState.WaitingForResource => "waiting_for_resource",
        JobState.Pending => "pending",
        JobState.Assigned => "assigned",
        JobState.Running => "running",
        JobState.Canceling => "canceling",
        JobState.Success => "success",
        JobState.Failed => "failed",
        JobState.Canceled => "canceled",
        JobState.Skipped => "skipped",
        JobState.Manual => "manual",
        JobState.Scheduled => "scheduled",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "no such state"),
    };
}
