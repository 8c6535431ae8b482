using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.DevInstance.MergeRequests.Merging;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>
/// After the start: merges that were under way are finished or forgotten, and heads without a pipeline get theirs.
/// </summary>
sealed partial class MergeRequestRecovery(
    MergeRequestStore store, ProjectStore projects, MergeSettling settling, MergeRequestPipelines pipelines, ILogger<MergeRequestRecovery> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Not in the way of the start: what it does may take long.
        await Task.Yield();
        foreach (var one in await store.OpenAsync(null, stoppingToken))
        {
            try
            {
                await RecoverAsync(one, stoppingToken);
            }
#pragma warning disable CA1031 // One that can't be brought in order does not keep the others from it.
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(failure, one.ProjectId, one.Number);
            }
        }
    }

    async Task RecoverAsync(MergeRequest one, CancellationToken ct)
    {
        if (await projects.FindAsync(one.ProjectId, ct) is { } project && !(one.PendingCommit is not null && await settling.SettleAsync(one, one.PendingBy ?? one.Author, ct)))
        {
            await pipelines.StartAsync(project, one, one.Author, one.AuthorId, ct);
        }
    }

    [LoggerMessage(LogLevel.Error, "Merge request {Number} of project {ProjectId} could not be brought in order at the start")]
    partial void Failed(Exception failure, long projectId, long number);
}
