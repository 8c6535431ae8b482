using System.Threading.Channels;
using Slipway.Contracts.BuildMachines;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>
/// Pipelines that have succeeded, until somebody looks at them: whoever tells of one does not wait for a merge. What a crash loses here is
/// looked at again at the start.
/// </summary>
sealed class EndedPipelines : IPipelineListener
{
    readonly Channel<PipelineFacts> ended = Channel.CreateUnbounded<PipelineFacts>();

    public IAsyncEnumerable<PipelineFacts> ReadAsync(CancellationToken ct) => ended.Reader.ReadAllAsync(ct);

    public Task ChangedAsync(PipelineFacts pipeline, CancellationToken ct)
    {
        if (pipeline.State == PipelineState.Success)
        {
            ended.Writer.TryWrite(pipeline);
        }

        return Task.CompletedTask;
    }
}
