using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.MergeRequests.Approvals;

/// <summary>What is approved, and what is missing.</summary>
/// <param name="Approved">Users whose approval is of the head.</param>
/// <param name="Problem">Why the rules can't be told, in words: then nothing is merged.</param>
sealed record ApprovalState(IReadOnlyList<string> Approved, IReadOnlyList<ApprovalNeed> Needs, string? Problem)
{
    public static ApprovalState None { get; } = new([], [], null);
}
