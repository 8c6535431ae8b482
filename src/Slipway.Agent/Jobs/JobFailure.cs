namespace Slipway.Agent.Jobs;

/// <summary>Why a job fails, in the coordinator's words (<c>failure_reason</c>) and in the reader's.</summary>
sealed class JobFailure(string reason, string message, int? exitCode = null) : Exception(message)
{
    public const string Script = "script_failure";
    public const string System = "runner_system_failure";
    public const string Timeout = "job_execution_timeout";
    public const string ImagePull = "image_pull_failure";
    public const string Configuration = "runner_configuration_error";
    public const string Canceled = "job_canceled";

    public string Reason { get; } = reason;

    public int? ExitCode { get; } = exitCode;

    /// <summary>The reason as this coordinator knows it (its job says which ones it knows).</summary>
    public string ReasonFor(IReadOnlyList<string>? known) => Reason switch
    {
        Script or System or Timeout => Reason,
        _ when known?.Contains(Reason) == true => Reason,
        ImagePull => System,
        Configuration => Script,
        // GitLab knows itself that it canceled the job.
        Canceled => Script,
        _ => known?.Contains("unknown_failure") == true ? "unknown_failure" : System,
    };
}
