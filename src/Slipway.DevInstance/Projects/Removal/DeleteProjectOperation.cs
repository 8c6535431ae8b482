using Microsoft.Extensions.Logging;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.MergeRequests.Merging;
using Slipway.DevInstance.Pushes;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Projects.Removal;

/// <summary>
/// Deletes a project, at once for everybody who asks for it. Pushes and merges that have begun to move refs end before; what hangs on it
/// elsewhere follows (<see cref="RemovalWork"/>).
/// </summary>
sealed partial class DeleteProjectOperation(RemovalStore removals, MergeLocks merges, ProjectLocks refs, RemovalWake wake, ILogger<DeleteProjectOperation> logger)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task<DeleteProjectOutcome> RunAsync(Project project, Actor actor, CancellationToken ct)
    {
        try
        {
            using (await merges.EnterAsync(project.Id, LongestWait, ct))
            using (await refs.EnterAsync(project.Id, LongestWait, ct))
            {
                if (!await removals.AddAsync(project, actor.Name, ct))
                {
                    return new DeleteProjectOutcome.Refused(ProblemCode.NotFound, $"There is no project {project.Path} any more.");
                }
            }
        }
        catch (TimeoutException)
        {
            return new DeleteProjectOutcome.Refused(ProblemCode.ProjectBusy, $"Pushes or merges kept {project.Path} busy for a minute. Delete it again.");
        }

        Deleted(project.Path, project.Id, actor.Name);
        wake.Call();
        return new DeleteProjectOutcome.Deleted();
    }

    [LoggerMessage(LogLevel.Information, "Project {Project} ({Id}) was deleted by {By}")]
    partial void Deleted(string project, long id, string by);
}

abstract record DeleteProjectOutcome
{
    public sealed record Deleted : DeleteProjectOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : DeleteProjectOutcome;
}

/// <summary>A project was deleted.</summary>
sealed class RemovalWake() : Wake(sleepers: 1);
