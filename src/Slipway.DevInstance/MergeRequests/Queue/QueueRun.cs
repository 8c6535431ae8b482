using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.MergeRequests.Merging;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests.Queue;

/// <summary>
/// Brings one branch's queue forward. Each one in line is built upon the commit of the one ahead, and tested there, so all are tested at the
/// same time. The first is merged when its pipeline has succeeded, as the very commit that was tested. Where one leaves, those behind are
/// built and tested anew, for what they were built upon will not be. All is read from the rows and the refs, so doing it again changes
/// nothing, and a crash in the middle is made good by the next round.
/// </summary>
sealed class QueueRun(
    QueueStore queue, MergeRequestStore store, MergeReadiness readiness, RefReader refs, MergeSettling settling, QueueTest test, TargetMove move, MergePermission permission,
    LaterActor later, MergeLocks locks, RepositoryGate gate)
{
    const int MostAtOnce = 10;
    const int MostRounds = 200;

    public async Task RunAsync(Project project, string target, CancellationToken ct)
    {
        using var inside = await gate.EnterAsync(project.Id, ct);
        using var held = await locks.EnterAsync(project.Id, Timeout.InfiniteTimeSpan, ct);
        for (var round = 0; round < MostRounds && await LeavesAsync(project, target, ct); round++)
        {
            // The next ones are looked at with what is true now.
        }
    }

    /// <summary>One walk along the line; ends with true where somebody left it.</summary>
    async Task<bool> LeavesAsync(Project project, string target, CancellationToken ct)
    {
        var tip = (await refs.FindAsync(project.Id, ["refs/heads/" + target], ct)).GetValueOrDefault("refs/heads/" + target);
        var (upon, tested) = (tip, 0);
        foreach (var entry in await queue.InLineAsync(project.Id, target, ct))
        {
            var one = (await store.FindAsync(project.Id, entry.Number, ct))!;
            var actor = await later.ActorAsync(project, entry.By, entry.ById, entry.Role, ct);
            if (await OverAsync(project, one, entry, actor, ct) || tip is null)
            {
                return true;
            }

            if (tested == MostAtOnce)
            {
                await WaitAsync(entry, $"{MostAtOnce} ahead of it are being tested.", ct);
                continue;
            }

            switch (await test.BuildAsync(project, one, entry, actor, upon!, ct))
            {
                case QueueBuild.Impossible { Why: var why } when upon == tip:
                    return await DropAsync(entry, why, ct);
                case QueueBuild.Impossible { Why: var why }:
                    await WaitAsync(entry, $"Not with those ahead of it: {why} It is tried again when they have left the queue.", ct);
                    break;
                case QueueBuild.Built { Entry: var built }:
                    switch (await test.VerdictAsync(project, one, built, ct))
                    {
                        case QueueVerdict.Passed when upon == tip:
                            if (await move.RunAsync(project, one, tip, built.Commit!, built.RemoveSource, actor, ct) is not null)
                            {
                                await queue.EndAsync(built.Id, QueueEnd.Merged, null, ct);
                            }

                            return true;
                        case QueueVerdict.Failed { Why: var failed } when upon == tip:
                            return await DropAsync(built, failed, ct);
                        case QueueVerdict.Failed { Why: var failed }:
                            // Perhaps for what is ahead: whoever stands behind is built without it.
                            await WaitAsync(built, failed + " Whether that is its own fault shows when those ahead have left the queue.", ct);
                            break;
                        case QueueVerdict.Passed:
                            await WaitAsync(built, "Its pipeline has succeeded; those ahead of it come first.", ct);
                            upon = built.Commit;
                            break;
                        default:
                            await WaitAsync(built, null, ct);
                            (upon, tested) = (built.Commit, tested + 1);
                            break;
                    }

                    break;
                default:
                    throw new InvalidOperationException("an outcome without an answer");
            }
        }

        return false;
    }

    /// <summary>Whether its turn is over for what happened outside the queue.</summary>
    async Task<bool> OverAsync(Project project, MergeRequest one, QueueEntry entry, Actor actor, CancellationToken ct)
    {
        if (one.State == MergeRequestState.Merged || (one.State == MergeRequestState.Opened && await settling.SettleAsync(one, entry.By, ct)))
        {
            await test.CancelAsync(entry, ct);
            await queue.EndAsync(entry.Id, QueueEnd.Merged, null, ct);
            return true;
        }

        var why = one.State == MergeRequestState.Closed ? "It was closed."
            : one.TargetBranch != entry.TargetBranch ? $"It goes into {one.TargetBranch} by now."
            : one.SourceCommit != entry.SourceCommit ? $"{one.SourceBranch} has moved since it was put there. Put it there again."
            : await permission.WhyNotAsync(project, one, actor.Given, ct);
        // Conflicts are found when it is built; its pipeline is the queue's.
        why ??= (await readiness.LookAsync(project, one, ct)).Blocks.FirstOrDefault(block => block.Code is not ("conflicts" or "pipeline"))?.Text;
        return why is not null && await DropAsync(entry, why, ct);
    }

    async Task<bool> DropAsync(QueueEntry entry, string why, CancellationToken ct)
    {
        await test.CancelAsync(entry, ct);
        await queue.EndAsync(entry.Id, QueueEnd.Dropped, why, ct);
        return true;
    }

    async Task WaitAsync(QueueEntry entry, string? why, CancellationToken ct)
    {
        if (entry.Why != why)
        {
            await queue.ChangeAsync(entry.Id, row => row.Why = why, ct);
        }
    }
}
