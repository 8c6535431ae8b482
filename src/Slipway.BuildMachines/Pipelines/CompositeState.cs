using Slipway.Contracts.BuildMachines;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>
/// The state of several jobs taken together, by GitLab's rules (lib/gitlab/ci/status/composite.rb): a failure that is allowed is a success with a
/// warning, and a manual job that may be left alone is not looked at. It depends on which kinds there are, not on how many jobs.
/// </summary>
static class CompositeState
{
    /// <returns>Null where there are no jobs.</returns>
    public static PipelineState? Of(IEnumerable<JobKind> jobs)
    {
        var kinds = jobs.ToHashSet();
        bool Only(params JobKind[] allowed) => kinds.All(kind => allowed.Contains(kind));
        bool Any(JobKind kind) => kinds.Contains(kind);
        return kinds switch
        {
            { Count: 0 } => null,
            _ when Only(JobKind.Skipped, JobKind.Ignored) => PipelineState.Skipped,
            _ when Only(JobKind.Success, JobKind.Skipped, JobKind.Warning, JobKind.Ignored) => PipelineState.Success,
            _ when Only(JobKind.Created, JobKind.Warning, JobKind.Ignored) => PipelineState.Created,
            _ when Only(JobKind.Canceled, JobKind.Success, JobKind.Skipped, JobKind.Warning, JobKind.Ignored) => PipelineState.Canceled,
            _ when Only(JobKind.Pending, JobKind.Created, JobKind.Skipped, JobKind.Warning, JobKind.Ignored) => PipelineState.Pending,
            _ when Any(JobKind.Canceling) => PipelineState.Canceling,
            _ when Any(JobKind.Running) || Any(JobKind.Pending) => PipelineState.Running,
            _ when Any(JobKind.Waiting) => PipelineState.WaitingForResource,
            _ when Any(JobKind.Manual) => PipelineState.Manual,
            _ when Any(JobKind.Scheduled) => PipelineState.Scheduled,
            _ when Any(JobKind.Created) => PipelineState.Running,
            _ => PipelineState.Failed,
        };
    }

    /// <summary>The state of the jobs that another one needs: one that does not run at all makes the other not run either.</summary>
    public static PipelineState OfNeeds(IReadOnlyCollection<JobKind> kinds) =>
        kinds.Contains(JobKind.Skipped) || kinds.Contains(JobKind.Ignored) ? PipelineState.Skipped
        : kinds.Any(kind => !kind.Decides()) ? PipelineState.Pending
        : Of(kinds) ?? PipelineState.Success;
}
