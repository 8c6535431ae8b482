using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests.Queue;

/// <summary>Brings every queue forward: as soon as something happened, and now and then in case that nobody told, as after a crash.</summary>
sealed partial class QueueWork(QueueStore queue, QueueRun run, ProjectStore projects, QueueWake wake, TimeProvider time, ILogger<QueueWork> logger) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not in the way of the start.
        await Task.Yield();
        while (true)
        {
            foreach (var (projectId, target) in await queue.BusyAsync(stoppingToken))
            {
                await TryAsync(projectId, target, stoppingToken);
            }

            await wake.SleepAsync(Pause, time, stoppingToken);
        }
    }

    async Task TryAsync(long projectId, string target, CancellationToken ct)
    {
        try
        {
            if (await projects.FindAsync(projectId, ct) is { } project)
            {
                await run.RunAsync(project, target, ct);
            }
        }
#pragma warning disable CA1031 // One queue that can't be brought forward does not keep the others from it.
        catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Failed(failure, projectId, target);
        }
    }

    [LoggerMessage(LogLevel.Error, "The merge queue of {Target} in project {ProjectId} could not be brought forward; it is tried again")]
    partial void Failed(Exception failure, long projectId, string target);
}
