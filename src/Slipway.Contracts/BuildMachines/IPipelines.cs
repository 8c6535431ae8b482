namespace Slipway.Contracts.BuildMachines;

/// <summary>What the dev instance may ask of build machines. BuildMachines answers it.</summary>
public interface IPipelines
{
    /// <summary>
    /// Compiles the commit's <c>.gitlab-ci.yml</c> and makes its pipeline. Idempotent by <see cref="PipelineRequest.Key"/>: after a crash it
    /// may be asked again.
    /// </summary>
    Task<PipelineCreation> CreateAsync(PipelineRequest request, CancellationToken ct);

    /// <summary>The newest pipeline of a commit, or null where there is none.</summary>
    Task<PipelineFacts?> NewestAsync(long projectId, string commit, CancellationToken ct);

    /// <summary>Ends everything of a pipeline that is not over. What is over, or not there, stays as it is.</summary>
    Task CancelAsync(long pipelineId, CancellationToken ct);

    /// <summary>The commits that pipelines of this project are of: they are to be kept.</summary>
    Task<IReadOnlyCollection<string>> CommitsAsync(long projectId, CancellationToken ct);

    /// <summary>One pipeline, or null.</summary>
    Task<PipelineFacts?> FindAsync(long pipelineId, CancellationToken ct);
}

/// <summary>Told of what becomes of pipelines; DevInstance listens, for merge when green and for the merge queue.</summary>
public interface IPipelineListener
{
    /// <summary>A pipeline changed its state. May be told twice.</summary>
    Task ChangedAsync(PipelineFacts pipeline, CancellationToken ct);
}

/// <param name="Key">Names the event once, as <c>push:7:refs/heads/main:SHA</c>: the same key makes no second pipeline.</param>
/// <param name="FullRef">Whole: <c>refs/heads/main</c>, <c>refs/tags/v1</c>, <c>refs/merge-requests/3/head</c>.</param>
/// <param name="Before">The ref's commit before, or null where it is new.</param>
/// <param name="By">Who wants it, to be shown: a user's name, or that of a token without a user, which may be the same.</param>
/// <param name="Source"><c>CI_PIPELINE_SOURCE</c>: push, web, api, schedule, merge_request_event, trigger, pipeline, parent_pipeline.</param>
/// <param name="Variables">Of this pipeline only, as <c>git push -o ci.variable</c> gives them.</param>
/// <param name="MergeRequest">Set for merge request pipelines.</param>
/// <param name="Inputs">For <c>spec:inputs</c>, as YAML writes them; null: none.</param>
public sealed record PipelineRequest(
    string Key, long ProjectId, string FullRef, string Commit, string? Before, string By, string Source,
    IReadOnlyDictionary<string, string> Variables, MergeRequestFacts? MergeRequest, IReadOnlyDictionary<string, string>? Inputs = null)
{
    /// <summary>The user whose rights its jobs have in other projects; null for none: they reach what is public.</summary>
    public long? ById { get; init; }
}

/// <param name="Queued">The pipeline tests what the target will be, for the merge queue: <c>CI_MERGE_REQUEST_EVENT_TYPE</c> is <c>merge_train</c>.</param>
public sealed record MergeRequestFacts(
    long Number, string Title, string SourceBranch, string TargetBranch, string SourceCommit, string TargetCommit, string DiffBase, bool Draft, bool Queued = false);

/// <summary>What became of the wish for a pipeline.</summary>
public abstract record PipelineCreation
{
    public sealed record Created(PipelineFacts Pipeline) : PipelineCreation;

    /// <summary>There is no configuration, or its rules want no pipeline here.</summary>
    public sealed record NotWanted(string Why) : PipelineCreation;

    /// <summary>The configuration is wrong; a failed pipeline without jobs shows it.</summary>
    public sealed record Invalid(PipelineFacts Pipeline, IReadOnlyList<string> Errors) : PipelineCreation;
}

public sealed record PipelineFacts(long Id, long ProjectId, string FullRef, string Commit, string Source, PipelineState State, long? MergeRequest);

/// <summary>GitLab's states of a pipeline.</summary>
public enum PipelineState
{
    Created,
    WaitingForResource,
    Preparing,
    Pending,
    Running,
    Success,
    Failed,
    Canceling,
    Canceled,
    Skipped,
    Manual,
    Scheduled,
}
