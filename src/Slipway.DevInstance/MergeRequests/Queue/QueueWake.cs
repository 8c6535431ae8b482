using Slipway.Contracts.BuildMachines;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.MergeRequests.Queue;

/// <summary>Wakes <see cref="QueueWork"/> when a pipeline is over: whoever tells of it does not wait for a merge.</summary>
sealed class QueueWake() : Wake(sleepers: 1), IPipelineListener
{
    public Task ChangedAsync(PipelineFacts pipeline, CancellationToken ct)
    {
        if (pipeline.State is PipelineState.Success or PipelineState.Failed or PipelineState.Canceled or PipelineState.Skipped)
        {
            Call();
        }

        return Task.CompletedTask;
    }
}

/// <summary>Branches have moved: what was built upon them is not what it was.</summary>
sealed class QueuePushes(QueueWake wake) : IPushHandler
{
    public Task<IReadOnlyList<string>> HandleAsync(RefsPushed push, CancellationToken ct)
    {
        wake.Call();
        return Task.FromResult<IReadOnlyList<string>>([]);
    }
}
