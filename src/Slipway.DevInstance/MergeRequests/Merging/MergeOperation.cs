using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.MergeRequests.Changes;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Protection;
using Slipway.DevInstance.Pushes;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests.Merging;

/// <summary>
/// Merges. The commit is made first, then written down as the intent, then the target moves from exactly the commit that was looked at:
/// where something else moved it meanwhile, all is looked at anew. From the intent on, the refs tell what became of it.
/// </summary>
sealed class MergeOperation(
    MergeRequestStore store, MergeReadiness readiness, MergeSettling settling, FollowBranches follow, TreeMerge merge, MergeBase bases,
    RefTransaction transaction, ProtectionStore protection, UserDirectory users) : IDisposable
{
    const int MostTries = 20;

    // One merge at a time in each project: they would only move the target under each other.
    readonly ProjectLocks busy = new();

    public void Dispose() => busy.Dispose();

    public async Task<MergeOutcome> RunAsync(Project project, long number, Actor actor, ProjectRole role, MergeNow wanted, CancellationToken ct)
    {
        if (!TryMethod(wanted.Method, out var method))
        {
            return new MergeOutcome.Refused(ProblemCode.Malformed, $"'{wanted.Method}' is no way to merge: merge, squash or fast-forward.");
        }

        using var held = await busy.EnterAsync(project.Id, Timeout.InfiniteTimeSpan, ct);
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            var one = (await store.FindAsync(project.Id, number, ct))!;
            if (one.PendingCommit is not null && await settling.SettleAsync(one, actor.Name, ct))
            {
                return new MergeOutcome.Merged((await store.FindAsync(project.Id, number, ct))!);
            }

            if (await WhyMayNotAsync(project, one, role, ct) is { } forbidden)
            {
                return new MergeOutcome.Refused(ProblemCode.Forbidden, forbidden);
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
                var waiting = await store.ChangeOpenAsync(one.Id, row => Wait(row, actor, role, wanted), ct);
                return waiting is null ? Closed(one) : new MergeOutcome.Waits(waiting);
            }

            if (ready.Blocks.Count > 0)
            {
                return new MergeOutcome.Refused(ProblemCode.MergeBlocked, $"!{number} can't be merged: {string.Join(" ", ready.Blocks.Select(block => block.Text))}");
            }

            var how = method ?? (one.Squash ? MergeMethod.Squash : MergeMethod.Merge);
            if (await CommitAsync(project, one, ready, how, actor, wanted.Message, ct) is not { } commit)
            {
                return new MergeOutcome.Refused(ProblemCode.MergeBlocked, $"!{number} can't be merged fast-forward: {one.TargetBranch} has commits that {one.SourceBranch} has not. Rebase, and push again.");
            }

            if (await MoveAsync(project, one, ready.TargetCommit!, commit, wanted.RemoveSource ?? one.RemoveSource, actor, ct) is { } merged)
            {
                return new MergeOutcome.Merged(merged);
            }
        }

        return new MergeOutcome.Refused(ProblemCode.MergeBlocked, $"The branches of !{number} moved again and again while it was being merged. Merge again.");
    }

    async Task<string?> WhyMayNotAsync(Project project, MergeRequest one, ProjectRole role, CancellationToken ct)
    {
        var rule = (await protection.ProtectionAsync(project, ct)).Find(one.TargetRef);
        var needed = rule is null ? ProjectRole.Developer : rule.Merge;
        return needed is null ? $"{one.TargetBranch} is protected: nobody merges into it."
            : role >= needed ? null
            : $"{one.TargetBranch} is protected: merging into it needs the role {needed.ToString()!.ToLowerInvariant()}, and you are {role.ToString().ToLowerInvariant()} with these credentials.";
    }

    /// <summary>What the target is to name; null where that can't be by fast-forward.</summary>
    async Task<string?> CommitAsync(Project project, MergeRequest one, Readiness ready, MergeMethod how, Actor actor, string? message, CancellationToken ct)
    {
        if (how == MergeMethod.FastForward)
        {
            return await bases.IsWithinAsync(project.Id, ready.TargetCommit!, one.SourceCommit, ct) ? one.SourceCommit : null;
        }

        var committer = Person.Of(actor.UserId is { } id ? users.Find(id) : null, actor.Name);
        var author = how == MergeMethod.Squash ? Person.Of(one.AuthorId is { } wrote ? users.Find(wrote) : null, one.Author) : committer;
        string[] parents = how == MergeMethod.Squash ? [ready.TargetCommit!] : [ready.TargetCommit!, one.SourceCommit];
        var text = message is { Length: > 0 } ? message : MergeMessage.Of(one, project, how);
        return await merge.CommitAsync(project.Id, ready.Tree!, parents, text, author, committer, ct);
    }

    async Task<MergeRequest?> MoveAsync(Project project, MergeRequest one, string target, string commit, bool removeSource, Actor actor, CancellationToken ct)
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

    static void Wait(MergeRequest row, Actor actor, ProjectRole role, MergeNow wanted)
    {
        (row.AutoMergeBy, row.AutoMergeById, row.AutoMergeRole) = (actor.Name, actor.UserId, role);
        row.RemoveSource = wanted.RemoveSource ?? row.RemoveSource;
        row.Squash = wanted.Method is null ? row.Squash : wanted.Method == "squash";
    }

    static MergeOutcome.Refused Closed(MergeRequest one) => new(ProblemCode.MergeBlocked, $"!{one.Number} is not open any more.");

    static bool TryMethod(string? text, out MergeMethod? method)
    {
        method = text switch
        {
            "merge" => MergeMethod.Merge,
            "squash" => MergeMethod.Squash,
            "fast-forward" => MergeMethod.FastForward,
            _ => null,
        };
        return method is not null || text is null;
    }
}

abstract record MergeOutcome
{
    public sealed record Merged(MergeRequest MergeRequest) : MergeOutcome;

    /// <summary>It is merged when nothing is in the way any more.</summary>
    public sealed record Waits(MergeRequest MergeRequest) : MergeOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : MergeOutcome;
}
