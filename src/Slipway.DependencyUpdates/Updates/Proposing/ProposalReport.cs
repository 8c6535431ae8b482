using Slipway.DependencyUpdates.Updates.Planning;

namespace Slipway.DependencyUpdates.Updates.Proposing;

/// <summary>What became of one planned update, or of a request that was open.</summary>
/// <param name="Branch">Of the request.</param>
/// <param name="Outcome"><c>opened</c>, <c>updated</c>, <c>unchanged</c>, <c>nothing</c>, <c>taken-over</c>, <c>declined</c>, <c>refused</c>, <c>later</c>, <c>closed</c>, <c>failed</c>.</param>
/// <param name="Says">Why, in a sentence; empty where there is nothing to say.</param>
/// <param name="Url">The request's page.</param>
public sealed record ProposalReport(string Branch, string Target, string Title, string Outcome, string Says, string? Url)
{
    public PlannedUpdate? Plan { get; init; }

    /// <summary>A stable code, where it was refused or failed.</summary>
    public string? Code { get; init; }
}
