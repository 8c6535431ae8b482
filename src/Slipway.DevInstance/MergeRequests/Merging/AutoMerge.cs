using Microsoft.Extensions.Logging;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Members;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>Merge when the pipeline succeeds: whoever asked for it merges then, as far as they may at that time.</summary>
sealed partial class AutoMerge(
    MergeRequestStore store, MergeOperation merge, ProjectStore projects, MemberStore members, UserDirectory users, ILogger<AutoMerge> logger)
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

        var user = one.AutoMergeById is { } id ? users.Find(id) : null;
        var today = one.AutoMergeById is null || user?.Admin == true ? ProjectRole.Owner : user is null ? ProjectRole.None : await members.RoleAsync(project.Id, user.Id, ct);
        var role = today < one.AutoMergeRole ? today : one.AutoMergeRole;
        var actor = new Actor(name, one.AutoMergeById, Everywhere: false, role, project.Id, role);
        var outcome = await merge.RunAsync(project, one.Number, actor, role, new MergeNow(one.SourceCommit, WhenPipelineSucceeds: true), ct);
        if (outcome is MergeOutcome.Refused refused)
        {
            NotMerged(project.Path, one.Number, refused.Detail);
        }
    }

    [LoggerMessage(LogLevel.Error, "Merge request {Number} of project {ProjectId} waits for its pipeline and could not be looked at")]
    partial void Failed(Exception failure, long projectId, long number);

    [LoggerMessage(LogLevel.Debug, "{Project}!{Number} was to be merged by itself and is not: {Why}")]
    partial void NotMerged(string project, long number, string why);
}
