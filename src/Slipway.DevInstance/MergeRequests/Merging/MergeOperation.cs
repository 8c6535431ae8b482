using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.MergeRequests.Queue;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>
/// Merges. The commit is made first, then written down as the intent, then the target moves from exactly the commit that was looked at:
/// where something else moved it meanwhile, all is looked at anew. From the intent on, the refs tell what became of it.
/// </summary>
sealed class MergeOperation(
    MergeRequestStore store, MergeReadiness readiness, MergeSettling settling, FollowBranches follow, MergeCandidate candidates, TargetMove move, EnqueueOperation queue,
    MergePermission permission, MergeLocks busy, RepositoryGate gate)
{
    const int MostTries = 20;

    public async Task<MergeOutcome> RunAsync(Project project, long number, Actor actor, ProjectRole role, MergeNow wanted, CancellationToken ct)
    {
        if (!MergeMethods.TryParse(wanted.Method, out var method))
        {
            return new MergeOutcome.Refused(ProblemCode.Malformed, MergeMethods.Unknown(wanted.Method));
        }

        var rules = await store.RulesAsync(project.Id, ct);
        var queued = wanted.Queue || rules.Queue;

        using var inside = await gate.EnterAsync(project.Id, ct);
        using var held = await busy.EnterAsync(project.Id, Timeout.InfiniteTimeSpan, ct);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var one = (await store.FindAsync(project.Id, number, ct))!;
            if (one.PendingCommit is not null && await settling.SettleAsync(one, actor.Name, ct))
            {
                return new MergeOutcome.Merged((await store.FindAsync(project.Id, number, ct))!);
            }

            if (await permission.WhyNotAsync(project, one, role, ct) is { } forbidden)
            {
                return new MergeOutcome.Refused(ProblemCode.Forbidden, forbidden, Lasting: true);
            }

            var ready = await readiness.LookAsync(project, one, ct);
            if (ready.SourceCommit is { } now && now != one.SourceCommit)
            {
                // A push that is not yet followed.
                await follow.RunAsync(project, new HashSet<string>(StringComparer.Ordinal) { one.SourceRef }, actor.Name, ct);
                continue;
            }

            if (wanted.Commit is not null && wanted.Commit != one.SourceCommit)
            {
                return new MergeOutcome.Refused(ProblemCode.MergeBlocked, $"!{number} is at {one.SourceCommit} by now, not at {wanted.Commit}. Look at what is new, and merge again.");
            }

            if (wanted.WhenPipelineSucceeds && one.State == MergeRequestState.Opened && (ready.Waits || ready is { Blocks.Count: 0, Pipeline.State: not PipelineState.Success }))
            {
                var waiting = await store.ChangeOpenAsync(one.Id, row => Wait(row, actor, role, wanted, method), ct);
                return waiting is null ? Closed(one) : new MergeOutcome.Waits(waiting);
            }

            // What goes through the queue has its pipeline there.
            var blocks = queued ? [.. ready.Blocks.Where(block => block.Code != "pipeline")] : ready.Blocks;
            if (blocks.Count > 0)
            {
                return new MergeOutcome.Refused(ProblemCode.MergeBlocked, $"!{number} can't be merged: {string.Join(" ", blocks.Select(block => block.Text))}");
            }

            var how = method ?? (one.Squash ? MergeMethod.Squash : rules.Method);
            var remove = wanted.RemoveSource ?? one.RemoveSource;
            if (queued)
            {
                return await queue.RunAsync(one, actor, role, how, remove, wanted.Message, ct) is { } inLine ? new MergeOutcome.Queued(inLine) : Closed(one);
            }

            if (await candidates.MakeAsync(project, one, ready.TargetCommit!, ready.Tree!, how, actor, wanted.Message, ct) is not { } commit)
            {
                return new MergeOutcome.Refused(ProblemCode.MergeBlocked, MergeCandidate.NoFastForward(one), Lasting: true);
            }

            if (await move.RunAsync(project, one, ready.TargetCommit!, commit, remove, actor, ct) is { } merged)
            {
                return new MergeOutcome.Merged(merged);
            }
        }

        return new MergeOutcome.Refused(ProblemCode.MergeBlocked, $"The branches of !{number} moved again and again while it was being merged. Merge again.");
    }

    static void Wait(MergeRequest row, Actor actor, ProjectRole role, MergeNow wanted, MergeMethod? method)
    {
        (row.AutoMergeBy, row.AutoMergeById, row.AutoMergeRole) = (actor.Name, actor.UserId, role);
        (row.AutoMergeMethod, row.AutoMergeMessage, row.AutoMergeQueue) = (method, wanted.Message, wanted.Queue);
        row.RemoveSource = wanted.RemoveSource ?? row.RemoveSource;
    }

    static MergeOutcome.Refused Closed(MergeRequest one) => new(ProblemCode.MergeBlocked, $"!{one.Number} is not open any more.");
}

abstract record MergeOutcome
{
    public sealed record Merged(MergeRequest MergeRequest) : MergeOutcome;

    /// <summary>It is merged when nothing is in the way any more.</summary>
    public sealed record Waits(MergeRequest MergeRequest) : MergeOutcome;

    /// <summary>It is in the merge queue.</summary>
    public sealed record Queued(MergeRequest MergeRequest) : MergeOutcome;

    /// <param name="Lasting">It stays so for this head, however long somebody waits.</param>
    public sealed record Refused(ProblemCode Problem, string Detail, bool Lasting = false) : MergeOutcome;
}
