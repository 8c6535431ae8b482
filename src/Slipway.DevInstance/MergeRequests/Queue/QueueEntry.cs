using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.MergeRequests.Merging;

namespace Slipway.DevInstance.MergeRequests.Queue;

enum QueueEnd
{
    InLine = 0,
    Merged = 1,
    Dropped = 2,
    Withdrawn = 3,
}

/// <summary>
/// A merge request's turn in the queue of its target branch. The order is that of the numbers. What is tested is a commit that was made for
/// it, upon the target or upon the one ahead: it is merged as exactly that commit, or made anew.
/// </summary>
sealed class QueueEntry
{
    public long Id { get; init; }

    public required long ProjectId { get; init; }

    public required long MergeRequestId { get; init; }

    public required long Number { get; init; }

    public required string TargetBranch { get; init; }

    /// <summary>Who put it there, and what they might do then.</summary>
    public required string By { get; init; }

    public long? ById { get; init; }

    public required ProjectRole Role { get; init; }

    public required MergeMethod Method { get; init; }

    public required bool RemoveSource { get; init; }

    public string? Message { get; init; }

    /// <summary>The head that was put there.</summary>
    public required string SourceCommit { get; init; }

    /// <summary>What the target is to name.</summary>
    public string? Commit { get; set; }

    /// <summary>What the commit is built upon.</summary>
    public string? Base { get; set; }

    /// <summary>The commit's pipeline was asked for; without a number there was nothing to run.</summary>
    public bool Asked { get; set; }

    public long? PipelineId { get; set; }

    /// <summary>What it waits for, or why it was dropped.</summary>
    public string? Why { get; set; }

    public QueueEnd End { get; set; }

    public required DateTimeOffset QueuedAt { get; init; }

    public DateTimeOffset? EndedAt { get; set; }
}
