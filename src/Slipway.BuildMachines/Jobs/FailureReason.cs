namespace Slipway.BuildMachines.Jobs;

/// <summary>GitLab's names of why a job failed. The runner sends some of them; the server sets the others.</summary>
static class FailureReason
{
    public const string Script = "script_failure";
    public const string RunnerSystem = "runner_system_failure";
    public const string Timeout = "job_execution_timeout";
    public const string Unknown = "unknown_failure";
    public const string Stuck = "stuck_or_timeout_failure";
    public const string MissingDependency = "missing_dependency_failure";
    public const string TraceTooLong = "trace_size_exceeded";
    public const string DownstreamNotCreated = "downstream_pipeline_creation_failed";
    public const string DownstreamFailed = "downstream_pipeline_failed";
    public const string DataIntegrity = "data_integrity_failure";

    /// <summary>What the runner is told that it may send; it maps the others to these.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        Script, RunnerSystem, Timeout, "image_pull_failure", Unknown, "runner_configuration_error", "runner_external_dependency_failure",
        "runner_interrupted",
    ];

    /// <summary>A word that a runner sent, or <see cref="Unknown"/>; none means the script.</summary>
    public static string FromRunner(string? sent) => string.IsNullOrEmpty(sent) ? Script : Known.Contains(sent) ? sent : Unknown;
}
