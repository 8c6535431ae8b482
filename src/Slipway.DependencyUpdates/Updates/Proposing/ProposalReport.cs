using Slipway.DependencyUpdates.Updates.Planning;
using Slipway.Proposals;

namespace Slipway.DependencyUpdates.Updates.Proposing;

/// <summary>What became of one planned update, or of a request that was open.</summary>
/// <param name="Branch">Of the request.</param>
/// <param name="Outcome"><c>opened</c>, <c>updated</c>, <c>unchanged</c>, <c>nothing</c>, <c>taken-over</c>, <c>declined</c>, <c>refused</c>, <c>later</c>, <c>closed</c>, <c>merged</c>, <c>failed</c>.</param>
/// <param name="Says">Why, in a sentence; empty where there is nothing to say.</param>
/// <param name="Url">The request's page.</param>
public sealed record ProposalReport(string Branch, string Target, string Title, string Outcome, string Says, string? Url)
{
    public PlannedUpdate? Plan { get; init; }

    /// <summary>A stable code, where it was refused or failed.</summary>
    public string? Code { get; init; }

    public static ProposalReport Of(ProposalOutcome outcome, PlannedUpdate update, string target, string title) => outcome switch
    {
        ProposalOutcome.Opened opened => new(update.Branch, target, title, "opened", string.Join(' ', opened.Warnings), opened.Request.Url),
        ProposalOutcome.Updated updated => new(update.Branch, target, title, "updated", string.Join(' ', updated.Warnings), updated.Request.Url),
        ProposalOutcome.Unchanged unchanged => new(update.Branch, target, title, "unchanged", "", unchanged.Request.Url),
        ProposalOutcome.TakenOver taken => new(update.Branch, target, title, "taken-over", $"{taken.By} has commits on the branch; nothing was overwritten.", taken.Request?.Url),
        ProposalOutcome.Declined declined => new(update.Branch, target, title, "declined", "People closed it for exactly this change; it is not opened again.", declined.Request.Url),
        _ => new ProposalReport(update.Branch, target, title, "nothing", "The branch has it already.", null),
    } with { Plan = update };

    /// <summary>One sentence more.</summary>
    public ProposalReport And(string sentence) => this with { Says = Says.Length == 0 ? sentence : $"{Says} {sentence}" };
}
