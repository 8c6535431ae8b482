using System.Text.Json.Nodes;
using System.Text.Json;

namespace Slipway.BuildMachines.Tests;

/// <summary>
/// Go's encoding/json on gitlab-runner's structs (common/spec/spec.go): a number where a string belongs, a fraction where an integer does, or a null
/// <c>run</c> makes the runner drop the job without a word. Anything here that throws is such a job.
/// </summary>
static class StrictDecoding
{
    public static JsonObject Job(string text)
    {
        var job = JsonNode.Parse(text)!.AsObject();
        Object(job, "job", new()
        {
            ["id"] = Integer, ["token"] = Text, ["allow_git_fetch"] = Bool, ["job_info"] = JobInfo, ["git_info"] = GitInfo,
            ["runner_info"] = (it, at) => Object(it, at, new() { ["timeout"] = Integer, ["uuid"] = Text }),
            ["variables"] = ListOf(Variable), ["steps"] = ListOf(Step), ["image"] = Image, ["services"] = ListOf(Image), ["artifacts"] = ListOf(Artifact),
            ["cache"] = ListOf(Cache), ["credentials"] = ListOf((it, at) => Object(it, at, new() { ["type"] = Text, ["url"] = Text, ["username"] = Text, ["password"] = Text })),
            ["dependencies"] = ListOf(Dependency), ["features"] = Features, ["hooks"] = ListOf((it, at) => Object(it, at, new() { ["name"] = Text, ["script"] = ListOf(Text) })),
        });
        job.ContainsKey("run").ShouldBeFalse("run must be absent");
        foreach (var needed in (string[])["id", "token", "job_info", "git_info", "runner_info", "variables", "steps"])
        {
            job.ContainsKey(needed).ShouldBeTrue(needed);
        }

        return job;
    }

    // GitLab sends the id as well, which no runner reads.
    static void JobInfo(JsonNode? it, string at) => Object(it, at, new()
    {
        ["id"] = Integer, ["name"] = Text, ["stage"] = Text, ["pipeline_id"] = Integer, ["project_id"] = Integer, ["project_name"] = Text, ["project_full_path"] = Text,
        ["namespace_id"] = Integer, ["root_namespace_id"] = Integer, ["organization_id"] = Integer, ["instance_id"] = Text, ["instance_uuid"] = Text,
        ["user_id"] = Integer, ["time_in_queue_seconds"] = Number, ["project_jobs_running_on_instance_runners_count"] = Text, ["queue_size"] = Integer, ["queue_depth"] = Integer,
    });

    static void GitInfo(JsonNode? it, string at) => Object(it, at, new()
    {
        ["repo_url"] = Text, ["repo_object_format"] = Text, ["ref"] = Text, ["sha"] = Text, ["before_sha"] = Text, ["ref_type"] = Text,
        ["refspecs"] = ListOf(Text), ["depth"] = Integer, ["protected"] = Bool,
    });

    static void Variable(JsonNode? it, string at) => Object(it, at, new() { ["key"] = Text, ["value"] = Text, ["public"] = Bool, ["file"] = Bool, ["masked"] = Bool, ["raw"] = Bool });

    static void Step(JsonNode? it, string at) => Object(it, at, new() { ["name"] = Text, ["script"] = ListOf(Text), ["timeout"] = Integer, ["when"] = Text, ["allow_failure"] = Bool });

    static void Image(JsonNode? it, string at) => Object(it, at, new()
    {
        ["name"] = Text, ["alias"] = Text, ["command"] = ListOf(Text), ["entrypoint"] = ListOf(Text), ["variables"] = ListOf(Variable), ["pull_policy"] = ListOf(Text),
        ["executor_opts"] = (options, path) => Object(options, path, new() { ["docker"] = (docker, deep) => Object(docker, deep, new() { ["platform"] = Text, ["user"] = Text }) }),
    });

    static void Artifact(JsonNode? it, string at) => Object(it, at, new()
    {
        ["name"] = Text, ["untracked"] = Bool, ["paths"] = ListOf(Text), ["exclude"] = ListOf(Text), ["when"] = Text, ["artifact_type"] = Text,
        ["artifact_format"] = Text, ["expire_in"] = Text,
    });

    static void Cache(JsonNode? it, string at) => Object(it, at, new()
    {
        ["key"] = Text, ["untracked"] = Bool, ["policy"] = Text, ["paths"] = ListOf(Text), ["when"] = Text, ["fallback_keys"] = ListOf(Text),
    });

    static void Dependency(JsonNode? it, string at) => Object(it, at, new()
    {
        ["id"] = Integer, ["token"] = Text, ["name"] = Text,
        ["artifacts_file"] = (file, path) => Object(file, path, new() { ["filename"] = Text, ["size"] = Integer }),
    });

    static void Features(JsonNode? it, string at) => Object(it, at, new()
    {
        ["trace_sections"] = Bool, ["token_mask_prefixes"] = ListOf(Text), ["failure_reasons"] = ListOf(Text),
    });

    // null leaves a Go field as it is; an unknown key would only be ignored, but of our own making it is a mistake.
    static void Object(JsonNode? it, string at, Dictionary<string, Action<JsonNode?, string>> fields)
    {
        if (it is null)
        {
            return;
        }

        foreach (var (key, value) in it.AsObject())
        {
            fields.ShouldContainKey(key, $"{at} has a key that the runner does not know");
            fields[key](value, $"{at}.{key}");
        }
    }

    static Action<JsonNode?, string> ListOf(Action<JsonNode?, string> item) => (it, at) =>
    {
        foreach (var (index, one) in (it?.AsArray() ?? []).Index())
        {
            item(one, $"{at}[{index}]");
        }
    };

    static void Text(JsonNode? it, string at) => Kind(it, at, JsonValueKind.String);

    static void Number(JsonNode? it, string at) => Kind(it, at, JsonValueKind.Number);

    static void Bool(JsonNode? it, string at) => Kind(it, at, JsonValueKind.True, JsonValueKind.False);

    static void Integer(JsonNode? it, string at)
    {
        Kind(it, at, JsonValueKind.Number);
        it?.ToJsonString().Contains('.', StringComparison.Ordinal).ShouldBeFalse(at);
    }

    static void Kind(JsonNode? it, string at, params JsonValueKind[] kinds)
    {
        if (it is not null)
        {
            kinds.ShouldContain(it.GetValueKind(), at);
        }
    }
}
