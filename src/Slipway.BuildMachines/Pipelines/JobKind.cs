using Slipway.BuildMachines.Jobs;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>What a job's state means to the jobs after it and to its pipeline.</summary>
enum JobKind
{
    Created,
    Waiting,
    Pending,
    Running,
    Canceling,
    Manual,
    Scheduled,
    Success,

    /// <summary>It failed or was canceled, and that is allowed.</summary>
    Warning,

    /// <summary>A manual job that may be left alone.</summary>
    Ignored,
    Skipped,
    Canceled,
    Failed,
}

static class JobKinds
{
    public static JobKind Kind(this Job job) => Of(job.State, job.AllowFailure);

    public static JobKind Of(JobState state, bool allowFailure) => state switch
    {
        JobState.Failed or JobState.Canceled when allowFailure => JobKind.Warning,
        JobState.Manual => allowFailure ? JobKind.Ignored : JobKind.Manual,
        JobState.Success => JobKind.Success,
        JobState.Failed => JobKind.Failed,
        JobState.Canceled => JobKind.Canceled,
        JobState.Skipped => JobKind.Skipped,
        JobState.Pending or JobState.Assigned => JobKind.Pending,
        JobState.Running => JobKind.Running,
        JobState.Canceling => JobKind.Canceling,
        JobState.WaitingForResource => JobKind.Waiting,
        JobState.Scheduled => JobKind.Scheduled,
        _ => JobKind.Created,
    };

    /// <summary>A job that needs one of this kind may have its turn, or never has it: it need not be asked before.</summary>
    public static bool Decides(this JobKind kind) =>
        kind is JobKind.Success or JobKind.Warning or JobKind.Failed or JobKind.Canceled or JobKind.Skipped or JobKind.Ignored;
}
