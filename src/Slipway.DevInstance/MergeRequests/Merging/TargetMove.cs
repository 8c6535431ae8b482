using Slipway.DevInstance.Access;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Protection;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>
/// Moves a target to the commit that was made for it: the intent is written first, then the refs move from exactly what was looked at.
/// Whoever calls holds the project's <see cref="MergeLocks"/>.
/// </summary>
sealed class TargetMove(MergeRequestStore store, RefTransaction transaction, MergeSettling settling, ProtectionStore protection)
{
    /// <param name="target">What the target must name still.</param>
    /// <returns>The merged one; null where something has moved meanwhile: nothing has changed.</returns>
    public async Task<MergeRequest?> RunAsync(Project project, MergeRequest one, string target, string commit, bool removeSource, Actor actor, CancellationToken ct)
    {
        var intended = await store.ChangeOpenAsync(one.Id, row => (row.PendingCommit, row.PendingBy, row.TargetCommit) = (commit, actor.Name, target), ct);
        if (intended is null || intended.SourceCommit != one.SourceCommit || intended.TargetBranch != one.TargetBranch)
        {
            return null;
        }

        var moves = new List<RefUpdate> { new(one.TargetRef, target, commit) };
        if (removeSource && (await protection.ProtectionAsync(project, ct)).Find(one.SourceRef) is null)
        {
            moves.Add(new RefUpdate(one.SourceRef, one.SourceCommit, null));
        }

        // From the intent on it is not to be stopped half way.
        await transaction.RunAsync(project, actor, moves, [], CancellationToken.None);
        return await settling.SettleAsync(intended, actor.Name, CancellationToken.None) ? await store.FindAsync(project.Id, one.Number, CancellationToken.None) : null;
    }
}
