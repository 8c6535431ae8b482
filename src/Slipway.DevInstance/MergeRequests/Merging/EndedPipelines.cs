using Slipway.Contracts.BuildMachines;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>Wakes <see cref="AutoMergeWork"/> when a pipeline has succeeded: whoever tells of it does not wait for a merge.</summary>
sealed class EndedPipelines() : Wake(sleepers: 1), IPipelineListener
{
    public Task ChangedAsync(PipelineFacts pipeline, CancellationToken ct)
    {
        if (pipeline.State == PipelineState.Success)
        {
            Call();
        }

        return Task.CompletedTask;
    }
}
