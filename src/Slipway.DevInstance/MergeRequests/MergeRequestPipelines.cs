using Slipway.Contracts.BuildMachines;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.MergeRequests.Changes;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>Pipelines of merge requests: one for each head. The row says for which one was asked last, so a crash forgets none.</summary>
sealed class MergeRequestPipelines(IEnumerable<IPipelines> pipelines, MergeRequestStore store, RefReader refs, MergeBase bases)
{
    /// <returns>Lines for a pusher's terminal.</returns>
    public async Task<IReadOnlyList<string>> StartAsync(Project project, MergeRequest one, string by, long? byId, CancellationToken ct)
    {
        if (pipelines.FirstOrDefault() is not { } answering || one.PipelineCommit == one.SourceCommit)
        {
            return [];
        }

        var target = (await refs.FindAsync(project.Id, [one.TargetRef], ct)).GetValueOrDefault(one.TargetRef);
        if (target is null)
        {
            return [];
        }

        var request = new PipelineRequest(
            $"merge-request:{one.Id}:{one.TargetBranch}:{one.SourceCommit}", project.Id, one.HeadRef, one.SourceCommit, one.PipelineCommit, by, "merge_request_event",
            new Dictionary<string, string>(StringComparer.Ordinal),
            new MergeRequestFacts(
                one.Number, one.Title, one.SourceBranch, one.TargetBranch, one.SourceCommit, target,
                await bases.FindAsync(project.Id, target, one.SourceCommit, ct) ?? target, one.IsDraft))
        {
            ById = byId,
        };
        var creation = await answering.CreateAsync(request, ct);
        await store.ChangeOpenAsync(one.Id, row => row.PipelineCommit = one.SourceCommit, ct);
        return creation switch
        {
            PipelineCreation.Created made => [$"Pipeline {made.Pipeline.Id} for !{one.Number} is made."],
            PipelineCreation.Invalid invalid => [$"The pipeline for !{one.Number} can't be made:", .. invalid.Errors.Take(10).Select(error => "  " + error)],
            _ => [],
        };
    }

    /// <summary>The newest of the head, of the branch or of the merge request; null where there is none.</summary>
    public async Task<PipelineFacts?> NewestAsync(MergeRequest one, CancellationToken ct) =>
        pipelines.FirstOrDefault() is { } answering ? await answering.NewestAsync(one.ProjectId, one.SourceCommit, ct) : null;
}
