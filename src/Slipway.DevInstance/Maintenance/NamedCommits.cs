using Microsoft.EntityFrameworkCore;
using Slipway.Contracts.BuildMachines;
using Slipway.DevInstance.MergeRequests;
using Slipway.DevInstance.MergeRequests.Approvals;
using Slipway.DevInstance.MergeRequests.Comments;
using Slipway.DevInstance.MergeRequests.Queue;
using Slipway.DevInstance.Pushes;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.Maintenance;

/// <summary>The commits that rows name, whatever became of the branches that they were on: of merge requests, comments, pushes and pipelines.</summary>
sealed class NamedCommits(IDbContextFactory<SlipwayDb> databases, IEnumerable<IPipelines> pipelines)
{
    public async Task<IReadOnlySet<string>> OfAsync(long projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var requests = db.Set<MergeRequest>().AsNoTracking().Where(one => one.ProjectId == projectId);
        var ids = requests.Select(one => one.Id);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var one in await requests.Select(one => new { one.SourceCommit, one.TargetCommit, one.MergeCommit, one.PendingCommit }).ToListAsync(ct))
        {
            Add(found, one.SourceCommit, one.TargetCommit, one.MergeCommit, one.PendingCommit);
        }

        Add(found, [.. await db.Set<Comment>().Where(one => ids.Contains(one.MergeRequestId)).Select(one => one.Commit).Distinct().ToListAsync(ct)]);
        Add(found, [.. await db.Set<Approval>().Where(one => ids.Contains(one.MergeRequestId)).Select(one => one.Commit).Distinct().ToListAsync(ct)]);
        foreach (var one in await db.Set<QueueEntry>().Where(one => one.ProjectId == projectId && one.End == QueueEnd.InLine).Select(one => new { one.Commit, one.Base, one.SourceCommit }).ToListAsync(ct))
        {
            Add(found, one.Commit, one.Base, one.SourceCommit);
        }

        foreach (var one in await db.Set<Push>().Where(push => push.ProjectId == projectId && (push.State == PushState.Intended || push.State == PushState.Landed))
            .SelectMany(push => push.Refs).Select(one => new { one.Before, one.After }).ToListAsync(ct))
        {
            Add(found, one.Before, one.After);
        }

        foreach (var answering in pipelines)
        {
            found.UnionWith(await answering.CommitsAsync(projectId, ct));
        }

        return found;
    }

    static void Add(HashSet<string> found, params string?[] commits) => found.UnionWith(commits.OfType<string>());
}
