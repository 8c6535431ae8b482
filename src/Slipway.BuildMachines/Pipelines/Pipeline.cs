using Slipway.Contracts.BuildMachines;
using Slipway.Pipelines;
using Slipway.Pipelines.Jobs;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>A pipeline's row.</summary>
sealed class Pipeline
{
    public long Id { get; init; }

    public required long ProjectId { get; init; }

    /// <summary>From 1 in its project (<c>CI_PIPELINE_IID</c>).</summary>
    public required long Number { get; init; }

    /// <summary>Names what it was made for, once: see <see cref="PipelineRequest.Key"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Whole: <c>refs/heads/main</c>.</summary>
    public required string FullRef { get; init; }

    /// <summary>Short, as jobs see it; of a merge request its source branch.</summary>
    public required string Ref { get; init; }

    public required RefKind RefKind { get; init; }

    public required string Commit { get; init; }

    public string? Before { get; init; }

    /// <summary><c>CI_PIPELINE_SOURCE</c></summary>
    public required string Source { get; init; }

    public required string By { get; init; }

    /// <summary>The user that this is, if it is one.</summary>
    public long? ById { get; init; }

    public required bool Protected { get; init; }

    /// <summary>Of <c>workflow:name</c>.</summary>
    public string? Name { get; init; }

    public PipelineState State { get; set; }

    /// <summary>In order.</summary>
    public required string[] Stages { get; init; }

    /// <summary>Why its configuration is wrong, a line each; such a pipeline has no jobs.</summary>
    public string[] Errors { get; init; } = [];

    public string[] Warnings { get; init; } = [];

    public OnNewCommit OnNewCommit { get; init; } = OnNewCommit.Conservative;

    /// <summary>One failed job cancels all others.</summary>
    public bool CancelOnJobFailure { get; init; }

    /// <summary>The facts of the commit and the merge request, in JSON: what jobs are told of them. See <see cref="PipelineFactsJson"/>.</summary>
    public required string Facts { get; init; }

    /// <summary>Given for this pipeline alone; sealed, since they may be secrets.</summary>
    public byte[]? SealedVariables { get; init; }

    public long? MergeRequest { get; init; }

    /// <summary>The trigger job that started it.</summary>
    public long? UpstreamJobId { get; init; }

    /// <summary>The pipeline whose child it is.</summary>
    public long? ParentPipelineId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}

/// <summary>A change of a pipeline's state that its listeners have not heard of yet: written with the change, gone when they have.</summary>
sealed class PipelineEvent
{
    public long Id { get; init; }

    public required long PipelineId { get; init; }
}
