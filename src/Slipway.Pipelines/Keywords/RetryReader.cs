using Slipway.Pipelines.Jobs;
using Slipway.Pipelines.Reading;
using Slipway.Pipelines.Yaml;

namespace Slipway.Pipelines.Keywords;

/// <summary>The keyword <c>retry</c>.</summary>
static class RetryReader
{
    const int Most = 2;

    static readonly string[] s_reasons =
    [
        "always", "unknown_failure", "script_failure", "api_failure", "stuck_or_timeout_failure", "runner_system_failure", "missing_dependency_failure",
        "runner_unsupported", "stale_schedule", "job_execution_timeout", "archived_failure", "unmet_prerequisites", "scheduler_failure", "data_integrity_failure",
        "image_pull_failure", "runner_provisioning_timeout", "runner_configuration_error", "runner_external_dependency_failure", "runner_interrupted",
        "forward_deployment_failure", "user_blocked", "project_deleted", "trace_size_exceeded", "environment_creation_failure", "deployment_rejected",
    ];

    public static RetryPolicy Read(Block job)
    {
        if (job.Take("retry") is not YamlMap map) return job.Integer("retry", 0, Most) is { } max ? new(max, ["always"], []) : RetryPolicy.Never;
        var block = job.Of(map, "retry");
        var when = block.OneOrMore("when");
        foreach (var reason in (when ?? []).Where(reason => !s_reasons.Contains(reason)))
            block.Diagnostics.Error(block.At("when"), "ci.wrong-value", $"{block.What}: \"{reason}\" in \"when\" is no reason for a failure.", Suggestion.For(reason, s_reasons));
        var codes = block.Integers("exit_codes");
        var policy = new RetryPolicy(block.Integer("max", 0, Most) ?? 0, when ?? (codes is null ? ["always"] : []), codes ?? []);
        if (!block.Has("max")) block.Missing("max", $"Say how often: max: {Most}.");
        block.Done();
        return policy;
    }
}
