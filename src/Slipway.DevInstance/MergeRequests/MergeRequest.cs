namespace Slipway.DevInstance.MergeRequests;

enum MergeRequestState
{
    Opened = 0,
    Merged = 1,
    Closed = 2,
}

/// <summary>The wish that one branch's commits come into another.</summary>
sealed class MergeRequest
{
    public long Id { get; init; }

    public required long ProjectId { get; init; }

    /// <summary>From 1 in each project.</summary>
    public required long Number { get; init; }

    public required string SourceBranch { get; init; }

    public required string TargetBranch { get; set; }

    public required string Title { get; set; }

    public required string Description { get; set; }

    /// <summary>Null where it was no user: a deploy key, a token of a machine.</summary>
    public long? AuthorId { get; init; }

    public required string Author { get; init; }

    public MergeRequestState State { get; set; }

    public bool Squash { get; set; }

    public bool RemoveSource { get; set; }

    /// <summary>A line each.</summary>
    public required string Labels { get; set; }

    /// <summary>Names of users, a line each.</summary>
    public string Reviewers { get; set; } = "";

    /// <summary>Names of users, a line each.</summary>
    public string Assignees { get; set; } = "";

    /// <summary>The head: what <c>refs/merge-requests/N/head</c> names.</summary>
    public required string SourceCommit { get; set; }

    /// <summary>The target when it was opened; of what is merged, the target before it.</summary>
    public string? TargetCommit { get; set; }

    public string? MergeCommit { get; set; }

    public string? MergedBy { get; set; }

    /// <summary>The intent: what the target is to name after the merge that is under way. Whether it came to be, the refs tell.</summary>
    public string? PendingCommit { get; set; }

    public string? PendingBy { get; set; }

    /// <summary>Who merges when the pipeline succeeds, and what they were allowed to when they said so; null: nobody.</summary>
    public string? AutoMergeBy { get; set; }

    public long? AutoMergeById { get; set; }

    public Contracts.DevInstance.ProjectRole AutoMergeRole { get; set; }

    /// <summary>How they said that it is to be merged; null: as the rules say then.</summary>
    public Merging.MergeMethod? AutoMergeMethod { get; set; }

    public string? AutoMergeMessage { get; set; }

    /// <summary>It is put into the queue then.</summary>
    public bool AutoMergeQueue { get; set; }

    /// <summary>The head that a pipeline was last asked for.</summary>
    public string? PipelineCommit { get; set; }

    /// <summary>The push that made it by its options, or null: handling that push again makes no second one.</summary>
    public long? PushId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public bool IsDraft => MergeRequestTitle.IsDraft(Title);

    public string SourceRef => "refs/heads/" + SourceBranch;

    public string TargetRef => "refs/heads/" + TargetBranch;

    public string TrainRef => $"refs/merge-requests/{Number}/train";

    public string HeadRef => $"refs/merge-requests/{Number}/head";
}
