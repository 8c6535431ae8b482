namespace Slipway.Contracts.BuildMachines;

/// <param name="Ref">A branch, tag or whole ref; null: the default branch.</param>
/// <param name="Variables">For this pipeline only.</param>
/// <param name="Inputs">For <c>spec:inputs</c>, as YAML writes them.</param>
public sealed record RunPipeline(string? Ref, IReadOnlyDictionary<string, string>? Variables, IReadOnlyDictionary<string, string>? Inputs);

/// <param name="Number">From 1 in its project.</param>
/// <param name="State">As GitLab writes it: created, pending, running, success, failed, ...</param>
/// <param name="Errors">Why its configuration is wrong; such a pipeline has no jobs.</param>
public sealed record PipelineInfo(
    long Id, long Number, string Project, string Ref, string FullRef, string Commit, string Title, string Source, string By, string State, string? Name,
    DateTimeOffset CreatedAt, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, IReadOnlyList<string> Stages, IReadOnlyList<string> Errors,
    IReadOnlyList<string> Warnings, long? MergeRequest, long? Parent, long? UpstreamJob);

public sealed record PipelineDetail(PipelineInfo Pipeline, IReadOnlyList<JobInfo> Jobs);

public sealed record PipelinePage(IReadOnlyList<PipelineInfo> Items, int Page, int PerPage, long Total);

/// <param name="State">As GitLab writes it, and <c>assigned</c>: a runner has it and has not confirmed.</param>
/// <param name="Attempt">How many times it was given to a runner.</param>
/// <param name="Downstream">The pipeline that a trigger job started.</param>
public sealed record JobInfo(
    long Id, long Pipeline, string Name, string Stage, string State, bool AllowFailure, bool Manual, IReadOnlyList<string>? Needs, IReadOnlyList<string> Tags,
    string By, int Attempt, string? FailureReason, int? ExitCode, string? Runner, DateTimeOffset CreatedAt, DateTimeOffset? QueuedAt, DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt, DateTimeOffset? ScheduledAt, double? Coverage, long? Downstream, IReadOnlyList<ArtifactInfo> Artifacts);

/// <param name="Size">Bytes.</param>
public sealed record ArtifactInfo(string Type, string FileName, long Size, DateTimeOffset? ExpiresAt);

/// <summary>Why a job does not run.</summary>
/// <param name="Code">Stable: <c>no-runner</c>, <c>machine</c>, <c>in-line</c>, <c>needs</c>, <c>manual</c>, <c>delayed</c>, <c>resource</c>, <c>unconfirmed</c>, <c>upstream</c>, <c>not-waiting</c>.</param>
/// <param name="Why">A sentence.</param>
/// <param name="Remedy">What somebody can do, where something can be done.</param>
/// <param name="Runners">Each runner that could be asked, and what keeps it.</param>
public sealed record WaitReason(string Code, string Why, string? Remedy, IReadOnlyList<RunnerObstacle> Runners);

/// <param name="Obstacle">null where it may take the job.</param>
public sealed record RunnerObstacle(long Id, string Description, bool Online, string? Obstacle);

/// <summary>Changes how soon a job that waits gets its turn.</summary>
/// <param name="Priority">-1000 to 1000; 0 unless set, higher is sooner.</param>
public sealed record SetPriority(int Priority);
