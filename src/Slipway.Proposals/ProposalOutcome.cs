using Slipway.Proposals.Forges;

namespace Slipway.Proposals;

/// <summary>What came of a proposal.</summary>
public abstract record ProposalOutcome
{
    ProposalOutcome()
    {
    }

    /// <summary>The newest commit of the request's branch, where that is ours: what may be merged. Null where it is not.</summary>
    public string? Commit { get; init; }

    /// <summary>The request that is open, where one is.</summary>
    public ForgeRequest? OpenRequest => this switch
    {
        Opened made => made.Request,
        Updated made => made.Request,
        Unchanged same => same.Request,
        TakenOver taken => taken.Request,
        NothingToPropose nothing => nothing.Open,
        _ => null,
    };

    /// <summary>A new request.</summary>
    /// <param name="Warnings">What did not go: a reviewer whom the forge does not know.</param>
    public sealed record Opened(ForgeRequest Request, IReadOnlyList<string> Warnings) : ProposalOutcome;

    /// <summary>The open one was changed: its commit, its text or both.</summary>
    /// <param name="Pushed">Whether the commit was.</param>
    public sealed record Updated(ForgeRequest Request, bool Pushed, IReadOnlyList<string> Warnings) : ProposalOutcome;

    /// <summary>The open one says all this already.</summary>
    public sealed record Unchanged(ForgeRequest Request) : ProposalOutcome;

    /// <summary>The target has all this already. An open request is obsolete then; <see cref="Proposer.CloseAsync"/> closes it.</summary>
    public sealed record NothingToPropose(ForgeRequest? Open) : ProposalOutcome;

    /// <summary>Somebody else has commits on the branch: nothing was overwritten.</summary>
    /// <param name="Request">The open one, where there is one.</param>
    /// <param name="By">The newest commit's author.</param>
    public sealed record TakenOver(ForgeRequest? Request, string By) : ProposalOutcome;

    /// <summary>People closed the request for exactly these changes without merging it: they are not asked again.</summary>
    public sealed record Declined(ForgeRequest Request) : ProposalOutcome;
}
