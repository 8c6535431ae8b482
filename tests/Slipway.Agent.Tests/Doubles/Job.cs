using System.Text.Json.Nodes;

namespace Slipway.Agent.Tests.Doubles;

/// <summary>Makes the JSON of jobs, with the fields that GitLab sends.</summary>
static class Job
{
    static int last = 1000;

    public static JsonObject Of(params string[] script)
    {
        var id = Interlocked.Increment(ref last);
        return new JsonObject
        {
            ["id"] = id,
            ["token"] = $"job-token-{id}",
            ["allow_git_fetch"] = true,
            ["job_info"] = new JsonObject { ["id"] = id, ["name"] = "build", ["stage"] = "build", ["pipeline_id"] = 7, ["project_id"] = 4, ["project_name"] = "pkg", ["project_full_path"] = "grp/pkg", ["time_in_queue_seconds"] = 1.25 },
            ["git_info"] = new JsonObject { ["repo_url"] = "", ["ref"] = "main", ["sha"] = "", ["before_sha"] = "", ["ref_type"] = "branch", ["depth"] = 20, ["protected"] = false, ["refspecs"] = new JsonArray("+refs/heads/main:refs/remotes/origin/main") },
            ["runner_info"] = new JsonObject { ["timeout"] = 60, ["uuid"] = "x" },
            ["variables"] = new JsonArray(Variable("CI", "true"), Variable("GIT_STRATEGY", "empty")),
            ["steps"] = new JsonArray(Step("script", script)),
            ["image"] = null,
            ["services"] = new JsonArray(),
            ["artifacts"] = new JsonArray(),
            ["cache"] = new JsonArray(),
            ["credentials"] = new JsonArray(),
            ["dependencies"] = new JsonArray(),
            ["hooks"] = new JsonArray(),
            ["features"] = new JsonObject { ["trace_sections"] = true, ["token_mask_prefixes"] = new JsonArray("glpat-"), ["failure_reasons"] = new JsonArray("script_failure", "runner_system_failure", "job_execution_timeout", "image_pull_failure", "unknown_failure") },
        };
    }

    public static JsonObject Variable(string key, string value, bool masked = false, bool file = false, bool raw = false) =>
        new() { ["key"] = key, ["value"] = value, ["public"] = true, ["file"] = file, ["masked"] = masked, ["raw"] = raw };

    public static JsonObject Step(string name, params string[] script) => new()
    {
        ["name"] = name, ["script"] = new JsonArray([.. script.Select(line => JsonValue.Create(line))]), ["timeout"] = 3600,
        ["when"] = name == "after_script" ? "always" : "on_success", ["allow_failure"] = name == "after_script",
    };

    public static JsonObject With(this JsonObject job, params JsonObject[] variables)
    {
        foreach (var variable in variables)
            job["variables"]!.AsArray().Add(variable);
        return job;
    }

    public static JsonObject After(this JsonObject job, params string[] script)
    {
        job["steps"]!.AsArray().Add(Step("after_script", script));
        return job;
    }

    /// <summary>With the double's repository as its source.</summary>
    public static JsonObject From(this JsonObject job, Coordinator coordinator, string repository, string commit)
    {
        job["git_info"]!["repo_url"] = coordinator.Url.Replace("http://", $"http://gitlab-ci-token:{GitServer.Password}@", StringComparison.Ordinal) + $"/git/{repository}.git";
        job["git_info"]!["sha"] = commit;
        return job.With(Variable("GIT_STRATEGY", ""));
    }

    public static JsonObject Artifact(this JsonObject job, string name, string[] paths, string when = "on_success", string type = "archive", string format = "zip", string[]? exclude = null, bool untracked = false)
    {
        job["artifacts"]!.AsArray().Add(new JsonObject
        {
            ["name"] = name, ["untracked"] = untracked, ["paths"] = new JsonArray([.. paths.Select(path => JsonValue.Create(path))]), ["exclude"] = new JsonArray([.. (exclude ?? []).Select(path => JsonValue.Create(path))]),
            ["when"] = when, ["expire_in"] = "7 days", ["artifact_type"] = type, ["artifact_format"] = format,
        });
        return job;
    }

    public static JsonObject Cached(this JsonObject job, string key, string[] paths, string policy = "pull-push", string when = "on_success", string[]? fallback = null)
    {
        job["cache"]!.AsArray().Add(new JsonObject
        {
            ["key"] = key, ["untracked"] = false, ["policy"] = policy, ["paths"] = new JsonArray([.. paths.Select(path => JsonValue.Create(path))]), ["when"] = when,
            ["fallback_keys"] = new JsonArray([.. (fallback ?? []).Select(path => JsonValue.Create(path))]),
        });
        return job;
    }
}
