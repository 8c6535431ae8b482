namespace Slipway.DevInstance.MergeRequests.Approvals;

/// <summary>Somebody looked at a merge request's head, and agrees. It is about that commit: when the source moves, it counts no more.</summary>
sealed class Approval
{
    public long Id { get; init; }

    public required long MergeRequestId { get; init; }

    public required long UserId { get; init; }

    public required string User { get; init; }

    public required string Commit { get; init; }

    public required DateTimeOffset At { get; init; }
}
