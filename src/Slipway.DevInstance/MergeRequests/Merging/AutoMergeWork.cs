using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>Merges what waited for pipelines, as they succeed.</summary>
sealed partial class AutoMergeWork(EndedPipelines ended, AutoMerge merge, ILogger<AutoMergeWork> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var pipeline in ended.ReadAsync(stoppingToken))
        {
            try
            {
                await merge.SucceededAsync(pipeline, stoppingToken);
            }
#pragma warning disable CA1031 // One that can't be merged does not keep the others from it.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(failure, pipeline.Id);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "What waited for pipeline {PipelineId} could not be merged")]
    partial void Failed(Exception failure, long pipelineId);
}
