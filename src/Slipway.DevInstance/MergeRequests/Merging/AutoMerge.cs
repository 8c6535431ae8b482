using Microsoft.Extensions.Logging;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>Merge when the pipeline succeeds: whoever asked for it merges then, as far as they may at that time.</summary>
sealed partial class AutoMerge(
    MergeRequestStore store, MergeOperation merge, ProjectStore projects, LaterActor later, ILogger<AutoMerge> logger)
{
    /// <summary>Looks at all that wait.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        foreach (var one in (await store.OpenAsync(null, ct)).Where(one => one.AutoMergeBy is not null))
        {
            try
            {
                await TryAsync(one, ct);
            }
#pragma warning disable CA1031 // One that can't be merged does not keep the others from it.
            catch (Exception failure) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Failed(failure, one.ProjectId, one.Number);
            }
        }
    }

    /// <summary>Merges it if it waits for that and nothing is in the way any more.</summary>
    public async Task TryAsync(MergeRequest one, CancellationToken ct)
    {
        if (one.AutoMergeBy is not { } name || await projects.FindAsync(one.ProjectId, ct) is not { } project)
        {
            return;
        }

        var actor = await later.ActorAsync(project, name, one.AutoMergeById, one.AutoMergeRole, ct);
        var outcome = await merge.RunAsync(project, one.Number, actor, actor.Given, new MergeNow(
            one.SourceCommit, one.AutoMergeMethod?.Name(), WhenPipelineSucceeds: true, Message: one.AutoMergeMessage, Queue: one.AutoMergeQueue), ct);
        if (outcome is MergeOutcome.Refused refused)
        {
            NotMerged(project.Path, one.Number, refused.Detail);
            if (refused.Lasting)
            {
                await store.GiveUpAutoMergeAsync(one, $"It was to be merged when its pipeline succeeded, and is not: {refused.Detail}", ct);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Merge request {Number} of project {ProjectId} waits for its pipeline and could not be looked at")]
    partial void Failed(Exception failure, long projectId, long number);

    [LoggerMessage(LogLevel.Debug, "{Project}!{Number} was to be merged by itself and is not: {Why}")]
    partial void NotMerged(string project, long number, string why);
}
