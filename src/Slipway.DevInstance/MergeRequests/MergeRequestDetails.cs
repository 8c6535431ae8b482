using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.MergeRequests.Merging;
using Slipway.DevInstance.MergeRequests.Queue;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>One merge request with all that decides whether it can be merged.</summary>
sealed class MergeRequestDetails(MergeReadiness readiness, QueueInfos queue)
{
    public async Task<MergeRequestDetail> OfAsync(Project project, MergeRequest one, string server, CancellationToken ct)
    {
        var ready = await readiness.LookAsync(project, one, ct);
        return new MergeRequestDetail(
            MergeRequestInfos.Of(one, project, server), ready.Blocks, ready.Conflicts, ready.Approvals.Approved, ready.Approvals.Needs,
            ready.Pipeline is { } pipeline ? new MergePipeline(pipeline.Id, PipelineWord.Of(pipeline.State)) : null,
            await queue.OfAsync(one, ct));
    }
}
