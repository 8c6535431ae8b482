using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.Projects.Removal;

/// <summary>Removes what hung on deleted projects, until nothing is left: at once, and again after whatever failed, or after a crash.</summary>
sealed partial class RemovalWork(RemovalStore store, IEnumerable<IProjectRemoval> removals, RemovalWake wake, TimeProvider time, ILogger<RemovalWork> logger) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not in the way of the start.
        await Task.Yield();
        while (true)
        {
            foreach (var removal in await store.DueAsync(stoppingToken))
            {
                _ = await TryAsync(removal, stoppingToken) ? await store.GoneAsync(removal, stoppingToken) : await store.LeftAsync(removal, stoppingToken);
            }

            await wake.SleepAsync(Pause, time, stoppingToken);
        }
    }

    async Task<bool> TryAsync(ProjectRemoval removal, CancellationToken ct)
    {
        var gone = true;
        foreach (var one in removals)
        {
            try
            {
                gone &= await one.RemoveAsync(removal.Facts, ct);
            }
#pragma warning disable CA1031 // Whatever went wrong: the others go on, and it is tried again.
            catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(failure, one.GetType().Name, removal.Path, removal.ProjectId);
                gone = false;
            }
        }

        return gone;
    }

    [LoggerMessage(LogLevel.Error, "{Part} of the deleted project {Project} ({Id}) could not be removed; it is tried again")]
    partial void Failed(Exception failure, string part, string project, long id);
}
