namespace Slipway.DevInstance.MergeRequests.Comments;

/// <summary>What somebody said of a merge request, or of one line of it.</summary>
sealed class Comment
{
    public long Id { get; init; }

    public required long MergeRequestId { get; init; }

    public long? AuthorId { get; init; }

    public required string Author { get; init; }

    public required string Body { get; init; }

    /// <summary>Null: of the whole.</summary>
    public string? Path { get; init; }

    /// <summary>Of the new file, or of the old one; from 1.</summary>
    public int? Line { get; init; }

    public bool Old { get; init; }

    /// <summary>The head at that time.</summary>
    public required string Commit { get; init; }

    public required DateTimeOffset At { get; init; }
}
