using Slipway.BuildMachines.Jobs;
using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>
/// The state of several jobs taken together, by GitLab's rules (lib/gitlab/ci/status/composite.rb): a failure that is allowed is a success with a
/// warning, and a manual job that may be left alone is not looked at.
/// </summary>
static class CompositeState
{
    /// <returns>Null where there are no jobs.</returns>
    public static PipelineState? Of(IReadOnlyCollection<Job> jobs)
    {
        var kinds = jobs.Select(KindOf).ToHashSet();
        bool Only(params Kind[] allowed) => kinds.All(kind => allowed.Contains(kind));
        bool Any(Kind kind) => kinds.Contains(kind);
        return kinds switch
        {
            { Count: 0 } => null,
            _ when Only(Kind.Skipped, Kind.Ignored) => PipelineState.Skipped,
            _ when Only(Kind.Success, Kind.Skipped, Kind.Warning, Kind.Ignored) => PipelineState.Success,
            _ when Only(Kind.Created, Kind.Warning, Kind.Ignored) => PipelineState.Created,
            _ when Only(Kind.Canceled, Kind.Success, Kind.Skipped, Kind.Warning, Kind.Ignored) => PipelineState.Canceled,
            _ when Only(Kind.Pending, Kind.Created, Kind.Skipped, Kind.Warning, Kind.Ignored) => PipelineState.Pending,
            _ when Any(Kind.Canceling) => PipelineState.Canceling,
            _ when Any(Kind.Running) || Any(Kind.Pending) => PipelineState.Running,
            _ when Any(Kind.Waiting) => PipelineState.WaitingForResource,
            _ when Any(Kind.Manual) => PipelineState.Manual,
            _ when Any(Kind.Scheduled) => PipelineState.Scheduled,
            _ when Any(Kind.Created) => PipelineState.Running,
            _ => PipelineState.Failed,
        };
    }

    /// <summary>The state of the jobs that another one needs: one that does not run at all makes the other not run either.</summary>
    public static PipelineState OfNeeds(IReadOnlyCollection<Job> jobs)
    {
        var kinds = jobs.Select(KindOf).ToHashSet();
        return kinds.Contains(Kind.Skipped) || kinds.Contains(Kind.Ignored) ? PipelineState.Skipped
            : kinds.Any(kind => kind is not (Kind.Success or Kind.Warning or Kind.Failed or Kind.Canceled)) ? PipelineState.Pending
            : Of(jobs) ?? PipelineState.Success;
    }

    static Kind KindOf(Job job) => job.State switch
    {
        JobState.Failed or JobState.Canceled when job.AllowFailure => Kind.Warning,
        JobState.Manual => job.AllowFailure ? Kind.Ignored : Kind.Manual,
        JobState.Success => Kind.Success,
        JobState.Failed => Kind.Failed,
        JobState.Canceled => Kind.Canceled,
        JobState.Skipped => Kind.Skipped,
        JobState.Pending or JobState.Assigned => Kind.Pending,
        JobState.Running => Kind.Running,
        JobState.Canceling => Kind.Canceling,
        JobState.WaitingForResource => Kind.Waiting,
        JobState.Scheduled => Kind.Scheduled,
        _ => Kind.Created,
    };

    enum Kind
    {
        Created,
        Waiting,
        Pending,
        Running,
        Canceling,
        Manual,
        Scheduled,
        Success,
        Warning,
        Ignored,
        Skipped,
        Canceled,
        Failed,
    }
}
