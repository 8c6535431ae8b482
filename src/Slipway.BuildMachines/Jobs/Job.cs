using Slipway.Pipelines.Jobs;

namespace Slipway.BuildMachines.Jobs;

/// <summary>
/// A job's row: what orders it and what became of it. What it runs is its <see cref="JobDefinition"/>, which retries share. A retry is a new row;
/// the one before is superseded and keeps its trace.
/// </summary>
sealed class Job
{
    public long Id { get; init; }

    public required long PipelineId { get; init; }

    public required long ProjectId { get; init; }

    public required long DefinitionId { get; init; }

    /// <summary>Unique among the pipeline's jobs that are not superseded.</summary>
    public required string Name { get; init; }

    public required string Stage { get; init; }

    /// <summary>The stage's place in its pipeline, from 0.</summary>
    public required int StageIndex { get; init; }

    /// <summary>Starts a pipeline instead of running on a runner.</summary>
    public required bool IsTrigger { get; init; }

    public JobState State { get; set; }

    public required JobWhen When { get; init; }

    /// <summary>Of a delayed job.</summary>
    public int? DelaySeconds { get; init; }

    /// <summary>Its failure does not fail the pipeline. Set as well once it failed with one of <see cref="AllowedExitCodes"/>.</summary>
    public bool AllowFailure { get; set; }

    public required int[] AllowedExitCodes { get; init; }

    /// <summary>Names of the jobs that it waits for; null: all of earlier stages.</summary>
    public string[]? Needs { get; init; }

    public required bool Interruptible { get; init; }

    public string? ResourceGroup { get; init; }

    /// <summary>Sorted.</summary>
    public required string[] Tags { get; init; }

    /// <summary>For a protected ref; a protected runner takes only such jobs.</summary>
    public required bool Protected { get; init; }

    /// <summary>Higher is sooner.</summary>
    public int Priority { get; set; }

    public required int RetryMax { get; init; }

    public required string[] RetryWhen { get; init; }

    public required int[] RetryExitCodes { get; init; }

    /// <summary>How many automatic retries came before it.</summary>
    public int Retries { get; init; }

    public bool Superseded { get; set; }

    /// <summary>Who made it start: who pushed, retried or played it.</summary>
    public required string By { get; set; }

    /// <summary>Whose rights it has in other projects; null for nobody's.</summary>
    public long? ById { get; set; }

    public Doer Doer => new(By, ById);

    public int TimeoutSeconds { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When a delayed job is due.</summary>
    public DateTimeOffset? ScheduledAt { get; set; }

    /// <summary>Since when it waits for a runner.</summary>
    public DateTimeOffset? QueuedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public string? FailureReason { get; set; }

    public int? ExitCode { get; set; }

    /// <summary>The attempt that counts; 0 before the first. Each has a token of its own, and only this one's is heard.</summary>
    public int Attempt { get; set; }

    public long? RunnerId { get; set; }

    /// <summary>Percent, found in the trace.</summary>
    public double? Coverage { get; set; }

    /// <summary>The pipeline that a trigger job started.</summary>
    public long? DownstreamPipelineId { get; set; }
}

/// <summary>What a job runs, as the compiler gave it, in JSON. See <see cref="DefinitionJson"/>.</summary>
sealed class JobDefinition
{
    public long Id { get; init; }

    public required string Json { get; init; }
}
