using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.MergeRequests.Approvals;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>What is in the way of a merge now, in words and by code.</summary>
/// <param name="SourceCommit">Null where the branch is gone; likewise the target.</param>
/// <param name="Tree">Of the merge, where it has no conflicts.</param>
sealed record Readiness(
    IReadOnlyList<MergeBlock> Blocks, IReadOnlyList<string> Conflicts, ApprovalState Approvals, PipelineFacts? Pipeline, string? SourceCommit, string? TargetCommit, string? Tree)
{
    public bool Waits => Blocks.Count > 0 && Blocks.All(block => block.Code is "pipeline" or "approvals");
}

/// <summary>Looks at all that decides whether a merge request can be merged, whoever merges it.</summary>
sealed class MergeReadiness(RefReader refs, TreeMerge merge, ApprovalRules approvals, MergeRequestPipelines pipelines, MergeRequestStore store)
{
    public async Task<Readiness> LookAsync(Project project, MergeRequest one, CancellationToken ct)
    {
        if (one.State != MergeRequestState.Opened)
        {
            var state = one.State == MergeRequestState.Merged ? "merged already" : "closed";
            return new Readiness([new MergeBlock("closed", $"!{one.Number} is {state}.")], [], ApprovalState.None, await pipelines.NewestAsync(one, ct), null, null, null);
        }

        var blocks = new List<MergeBlock>();
        var now = await refs.FindAsync(project.Id, [one.SourceRef, one.TargetRef], ct);
        var (source, target) = (now.GetValueOrDefault(one.SourceRef), now.GetValueOrDefault(one.TargetRef));
        if (source is null || target is null)
        {
            var gone = source is null ? one.SourceBranch : one.TargetBranch;
            return new Readiness([new MergeBlock("branch-gone", $"The branch '{gone}' is gone. Push it again.")], [], ApprovalState.None, null, source, target, null);
        }

        if (one.IsDraft)
        {
            blocks.Add(new MergeBlock("draft", "It is a draft. Take 'Draft:' from its title when it is ready."));
        }

        IReadOnlyList<string> conflicts = [];
        string? tree = null;
        switch (await merge.RunAsync(project.Id, target, source, ct))
        {
            case TreeMergeOutcome.Clean clean:
                tree = clean.Tree;
                break;
            case TreeMergeOutcome.Conflicts found:
                conflicts = found.Paths;
                blocks.Add(new MergeBlock("conflicts", $"It conflicts with {one.TargetBranch} in {string.Join(", ", conflicts.Take(10))}{(conflicts.Count > 10 ? " and more" : "")}. Merge or rebase, and push again."));
                break;
            default:
                blocks.Add(new MergeBlock("conflicts", $"It has no commit in common with {one.TargetBranch}. Rebase it."));
                break;
        }

        var approved = await approvals.StateAsync(one, source, target, ct);
        if (approved.Problem is { } problem)
        {
            blocks.Add(new MergeBlock("approvals", problem));
        }

        blocks.AddRange(approved.Needs.Where(need => need.Missing > 0).Select(need => new MergeBlock(
            "approvals", $"{need.Rule}: {need.Missing} more approval{(need.Missing == 1 ? "" : "s")}{(need.Users.Count > 0 ? " of " + string.Join(", ", need.Users) : "")}.")));

        var pipeline = await pipelines.NewestAsync(one, ct);
        if ((await store.RulesAsync(project.Id, ct)).PipelinesMustSucceed && pipeline?.State != PipelineState.Success)
        {
            blocks.Add(new MergeBlock("pipeline", pipeline is null
                ? "Pipelines must succeed in this project, and there is none of this commit."
                : $"Pipelines must succeed in this project, and pipeline {pipeline.Id} is {PipelineWord.Of(pipeline.State)}."));
        }

        return new Readiness(blocks, conflicts, approved, pipeline, source, target, tree);
    }
}
