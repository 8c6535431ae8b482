using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests.Approvals;

/// <summary>Approves a merge request's head, or takes that back.</summary>
sealed class ApproveOperation(ApprovalStore store, ApprovalRules rules, RefReader refs, UserDirectory users, TimeProvider time)
{
    /// <param name="commit">The head that was looked at; null: whatever it is.</param>
    public async Task<ApproveOutcome> RunAsync(MergeRequest one, Actor actor, string? commit, CancellationToken ct)
    {
        if (one.State != MergeRequestState.Opened)
        {
            return new ApproveOutcome.Refused(ProblemCode.MergeBlocked, $"!{one.Number} is not open any more.");
        }

        if (actor.UserId is not { } id || users.Find(id) is not { } user)
        {
            return new ApproveOutcome.Refused(ProblemCode.Forbidden, $"'{actor.Name}' is no user, and only users approve. Use a token that a user has: slipway user token.");
        }

        if (commit is not null && commit != one.SourceCommit)
        {
            return new ApproveOutcome.Refused(ProblemCode.MergeBlocked, $"!{one.Number} is at {one.SourceCommit} by now. Look at what is new, and approve again.");
        }

        var target = (await refs.FindAsync(one.ProjectId, [one.TargetRef], ct)).GetValueOrDefault(one.TargetRef);
        if (target is not null && await rules.WhyNotAsync(one, user, target, ct) is { } why)
        {
            return new ApproveOutcome.Refused(ProblemCode.Forbidden, why);
        }

        await store.SetAsync(new Approval { MergeRequestId = one.Id, UserId = id, User = user.Name, Commit = one.SourceCommit, At = time.GetUtcNow() }, ct);
        return new ApproveOutcome.Approved();
    }
}

abstract record ApproveOutcome
{
    public sealed record Approved : ApproveOutcome;

    public sealed record Refused(ProblemCode Problem, string Detail) : ApproveOutcome;
}
