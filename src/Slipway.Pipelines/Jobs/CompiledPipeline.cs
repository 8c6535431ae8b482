namespace Slipway.Pipelines.Jobs;

/// <summary>The jobs that will run, in the order of their stages and then of the files.</summary>
/// <param name="Name"><c>workflow:name</c> with its variables put in, or null.</param>
/// <param name="Stages">Those that have jobs, in order; <c>.pre</c> first and <c>.post</c> last.</param>
/// <param name="Jobs">At least one that is in neither <c>.pre</c> nor <c>.post</c>.</param>
/// <param name="Variables">The configuration's top-level variables and those of the workflow rule that matched, for child pipelines and for forms.</param>
public sealed record CompiledPipeline(
    string? Name, IReadOnlyList<string> Stages, IReadOnlyList<CompiledJob> Jobs, IReadOnlyList<PipelineVariable> Variables, AutoCancel AutoCancel);

/// <summary><c>workflow:auto_cancel</c>.</summary>
/// <param name="OnJobFailure">Whether one failed job cancels all that run.</param>
public sealed record AutoCancel(OnNewCommit OnNewCommit, bool OnJobFailure)
{
    public static AutoCancel Default { get; } = new(OnNewCommit.Conservative, OnJobFailure: false);
}

/// <summary>What a newer commit on the same ref does to this pipeline.</summary>
public enum OnNewCommit
{
    /// <summary>Cancels it, unless a job with <c>interruptible: false</c> has started.</summary>
    Conservative,

    /// <summary>Cancels its jobs with <c>interruptible: true</c>.</summary>
    Interruptible,

    /// <summary>Nothing.</summary>
    None,
}
