namespace Slipway.Pipelines.Predefined;

/// <summary>What a pipeline is about, as far as it is known: a server knows all of it, a checkout some. What is null gives no variable.</summary>
public sealed record PipelineSubject
{
    /// <summary>The server's address, without a slash at its end.</summary>
    public string? Server { get; init; }

    public long? ProjectId { get; init; }

    /// <summary><c>group/project</c></summary>
    public required string ProjectPath { get; init; }

    public bool? Private { get; init; }

    public string? DefaultBranch { get; init; }

    public string ConfigPath { get; init; } = ".gitlab-ci.yml";

    /// <summary>Short; of a merge request its source branch.</summary>
    public required string Ref { get; init; }

    public required RefKind RefKind { get; init; }

    public bool? Protected { get; init; }

    /// <summary><c>CI_PIPELINE_SOURCE</c></summary>
    public required string Source { get; init; }

    public long? Id { get; init; }

    /// <summary>From 1 in its project.</summary>
    public long? Number { get; init; }

    public string? Name { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Who started it.</summary>
    public string? By { get; init; }

    public CommitSubject? Commit { get; init; }

    public MergeRequestSubject? MergeRequest { get; init; }
}

/// <param name="Before">The ref's commit before; null where it is new.</param>
/// <param name="Author"><c>Name &lt;address&gt;</c></param>
public sealed record CommitSubject(string Sha, string? Before, string Title, string Message, string Author, DateTimeOffset At);

/// <param name="EventType">detached, merged_result or merge_train.</param>
public sealed record MergeRequestSubject(long Number, string EventType, string SourceBranch, string TargetBranch)
{
    public string? Title { get; init; }

    public bool? Draft { get; init; }

    /// <summary>Empty where the pipeline is for the source as it is.</summary>
    public string? SourceCommit { get; init; }

    public string? TargetCommit { get; init; }

    public string? DiffBase { get; init; }
}
