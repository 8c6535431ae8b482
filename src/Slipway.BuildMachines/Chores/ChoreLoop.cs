using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.BuildMachines.Pipelines;

namespace Slipway.BuildMachines.Chores;

/// <summary>Does what is due: after each change, and once a second for what time brings.</summary>
sealed class ChoreLoop(ChoreSignal signal, IEnumerable<IChore> chores, ILogger<ChoreLoop> log) : BackgroundService
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitAsync(Second, stoppingToken);
            foreach (var chore in chores)
            {
                try
                {
                    await chore.RunAsync(stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    Log.ChoreFailed(log, failure, chore.GetType().Name);
                    await Task.Delay(Second, stoppingToken); // what fails may fail at once again
                }
            }
        }
    }
}
