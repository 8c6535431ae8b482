using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.BuildMachines.Artifacts;

/// <summary>Removes expired artifacts, at the start and once an hour.</summary>
sealed class ArtifactSweeper(ArtifactStore artifacts, TimeProvider time, ILogger<ArtifactSweeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not in the way of the start.
        await Task.Yield();
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            try
            {
                Log.Swept(log, await artifacts.SweepAsync(stoppingToken));
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.SweepFailed(log, failure);
            }
        }
        while (await hour.WaitForNextTickAsync(stoppingToken));
    }
}
