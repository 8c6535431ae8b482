using Slipway.Proposals.Forges;

namespace Slipway.KnownHosts.Proposing;

/// <summary>What came of a pass.</summary>
/// <param name="Word"><c>opened</c>, <c>updated</c>, <c>unchanged</c>, <c>declined</c>, <c>taken-over</c>, <c>closed</c> or <c>nothing</c>.</param>
/// <param name="Request">The request of which the word is; null: there is none.</param>
public sealed record HostKeyOutcome(SurveyResult Result, string Word, ForgeRequest? Request, IReadOnlyList<string> Warnings);
