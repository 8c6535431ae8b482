using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Api;

/// <summary>What somebody wants of a job.</summary>
abstract record JobAction
{
    /// <param name="What">cancel, retry, play or keep.</param>
    public sealed record Named(string What) : JobAction;

    public sealed record Prefer(int Priority) : JobAction;
}

/// <summary>What people do to one job, from the API and from its page alike: who may, and what comes of it.</summary>
sealed class JobActions(IProjectDirectory projects, PipelineReader pipelines, PipelineControl control, ArtifactStore artifacts)
{
    public static ProjectRole Needs(JobAction action) => action is JobAction.Prefer ? ProjectRole.Maintainer : ProjectRole.Developer;

    /// <param name="found">The project, and a role that <see cref="Needs"/> allows.</param>
    public async Task<ControlOutcome> RunAsync(ScopedProject found, long id, JobAction action, Doer by, CancellationToken ct)
    {
        var project = found.Project!;
        if (await pipelines.RefOfJobAsync(project, id, ct) is not { } fullRef)
        {
            return new ControlOutcome.Refused(ProblemCode.NotFound, $"There is no job {id} in {project.Path}.");
        }

        if (await ProjectScope.WhyNotAsync(projects, project, found.Role, fullRef, ct) is { } why)
        {
            return new ControlOutcome.Refused(ProblemCode.Forbidden, why);
        }

        var outcome = action switch
        {
            JobAction.Named { What: "cancel" } => await control.CancelJobAsync(id, ct),
            JobAction.Named { What: "retry" } => await control.RetryJobAsync(id, by, ct),
            JobAction.Named { What: "play" } => await control.PlayAsync(id, by, ct),
            JobAction.Named { What: "keep" } => await KeepAsync(project, id, ct),
            JobAction.Prefer prefer => await control.PreferAsync(id, prefer.Priority, ct),
            _ => new ControlOutcome.Refused(ProblemCode.Malformed, "A job can be canceled, retried, played, preferred, and its artifacts kept."),
        };
        return outcome ?? new ControlOutcome.Refused(ProblemCode.JobStateWrong, $"Job {id} was retried already; the newer one of its name counts.");
    }

    async Task<ControlOutcome> KeepAsync(ProjectFacts project, long id, CancellationToken ct) => await artifacts.KeepAsync(id, ct) > 0
        ? new ControlOutcome.Done(id)
        : new ControlOutcome.Refused(ProblemCode.NotFound, $"Job {id} of {project.Path} has no artifacts, or they have expired. Retry it to make them again.");
}
