using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Slipway.BuildMachines.Artifacts;

/// <summary>Removes expired artifacts, once an hour.</summary>
sealed class ArtifactSweeper(ArtifactStore artifacts, TimeProvider time, ILogger<ArtifactSweeper> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await hour.WaitForNextTickAsync(stoppingToken))
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
    }
}
