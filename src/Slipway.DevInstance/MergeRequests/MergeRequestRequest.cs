using Microsoft.AspNetCore.Http;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>Which merge request is asked for, of those that the caller may see.</summary>
sealed class MergeRequestRequest(ProjectRequest request, MergeRequestStore store, RefReader refs)
{
    public ProjectRequest Project => request;

    /// <summary>The merge request with the caller's role, or the refusal.</summary>
    public async Task<MergeRequestAnswer> FindAsync(string owner, string name, long number, ProjectRole needed, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, needed, ct);
        return found.Project is not { } project ? new MergeRequestAnswer(null!, null, found.Role, found.Refusal)
            : await store.FindAsync(project.Id, number, ct) is { } one ? new MergeRequestAnswer(project, one, found.Role, null)
            : new MergeRequestAnswer(project, null, found.Role, Refusal.Of(ProblemCode.NotFound, $"{project.Path} has no merge request {number}."));
    }

    /// <summary>The commit that it is compared with: the target's now; of what is no longer open, the target's then.</summary>
    public async Task<string> TargetAsync(MergeRequest one, CancellationToken ct) =>
        (one.State == MergeRequestState.Opened ? (await refs.FindAsync(one.ProjectId, [one.TargetRef], ct)).GetValueOrDefault(one.TargetRef) : null) ?? one.TargetCommit ?? one.SourceCommit;
}

/// <summary>Either the merge request, with its project, or the refusal is there.</summary>
sealed record MergeRequestAnswer(Project Project, MergeRequest? One, ProjectRole Role, IResult? Refusal);
