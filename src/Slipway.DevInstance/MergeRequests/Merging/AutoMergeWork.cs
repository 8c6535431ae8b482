using Microsoft.Extensions.Hosting;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>Merges what waited for its pipeline: as soon as it is told of one, and now and then in case that nobody told, as after a crash.</summary>
sealed class AutoMergeWork(EndedPipelines ended, AutoMerge merge, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not in the way of the start.
        await Task.Yield();
        while (true)
        {
            await merge.SweepAsync(stoppingToken);
            await ended.SleepAsync(Pause, time, stoppingToken);
        }
    }
}
