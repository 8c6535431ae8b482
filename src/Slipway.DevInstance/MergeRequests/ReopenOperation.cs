using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Pushes;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>Opens a closed merge request again, at what its branch names now. The project's lock is held meanwhile, so no move is missed.</summary>
sealed class ReopenOperation(MergeRequestStore store, RefReader refs, ProjectLocks locks, HeadRef head, MergeRequestPipelines pipelines)
{
    static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public async Task<ChangeMergeRequestOutcome> RunAsync(Project project, MergeRequest one, Actor actor, CancellationToken ct)
    {
        MergeRequest? opened;
        using (await locks.EnterAsync(project.Id, LongestWait, ct))
        {
            var now = await refs.FindAsync(project.Id, [one.SourceRef, one.TargetRef], ct);
            if (!now.TryGetValue(one.SourceRef, out var source) || !now.ContainsKey(one.TargetRef))
            {
                return Refused($"The branch '{(source is null ? one.SourceBranch : one.TargetBranch)}' is gone. Push it again.");
            }

            if ((await store.OpenAsync(project.Id, ct)).FirstOrDefault(other => other.SourceBranch == one.SourceBranch && other.TargetBranch == one.TargetBranch) is { } same)
            {
                return same.Id == one.Id ? new ChangeMergeRequestOutcome.Changed(same)
                    : new ChangeMergeRequestOutcome.Refused(ProblemCode.MergeRequestExists, $"!{same.Number} is open for {one.SourceBranch} into {one.TargetBranch}.");
            }

            await head.PointAsync(project.Id, one.Number, source, ct);
            opened = await store.ReopenAsync(one.Id, source, ct);
        }

        if (opened is null)
        {
            return Refused($"!{one.Number} is merged: open a new one.");
        }

        await pipelines.StartAsync(project, opened, actor.Name, actor.UserId, ct);
        return new ChangeMergeRequestOutcome.Changed((await store.FindAsync(project.Id, one.Number, ct))!);
    }

    static ChangeMergeRequestOutcome.Refused Refused(string detail) => new(ProblemCode.MergeBlocked, detail);
}
