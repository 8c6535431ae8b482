using System.Text.Json.Nodes;
using Slipway.Agent.Tests.Doubles;
using Slipway.Testing;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Container;

/// <summary>The executor <c>container</c> with the real podman.</summary>
public sealed class ContainerTests(PodmanEngine engine) : RunnerTest
{
    private protected override void Configure(JsonObject config)
    {
        config["executor"] = "container";
        config["systemId"] = "s_" + Guid.NewGuid().ToString("n")[..12];
        config["container"] = new JsonObject
        {
            ["socket"] = engine.Socket, ["image"] = PodmanEngine.Image, ["pullPolicy"] = new JsonArray("if-not-present", "never"), ["pids"] = 100, ["memoryMiB"] = 128,
            ["allowedImages"] = new JsonArray("localhost/*"), ["serviceWaitSeconds"] = 10,
        };
    }

    [Fact]
    public async Task A_job_runs_in_its_image_with_its_source_artifacts_and_cache()
    {
        var commit = await Coordinator.Git.CreateAsync("ctr", ("file", "from git\n"));
        var job = Coordinator.Enqueue(Of("cat file", "id -u", "pwd", "shopt -q extglob || echo is-bash", "! test -e /etc/shadow", "echo 1 > made", "cat $F", "touch /kept-in-container")
            .From(Coordinator, "ctr", commit).With(Variable("F", "in a file\n", file: true)).Artifact("", ["made"]).Cached("k", ["made"]).After("test -e /kept-in-container && echo same-container; echo $CI_JOB_STATUS"));
        var trace = await job.EndAsync();
        job.State.ShouldBe("success", trace);
        trace.ShouldContain("\nfrom git\n");
        trace.ShouldContain("\n/builds/grp/pkg\n");
        trace.ShouldContain("\nis-bash\n");
        trace.ShouldContain("\nin a file\n");
        trace.ShouldContain("\nsame-container\nsuccess\n");
        job.Uploads.ShouldHaveSingleItem();
        (await Coordinator.Enqueue(Of("cat made").Cached("k", ["made"])).EndAsync()).ShouldContain("cat made\e[0;m\n1\n");
        await NothingLeftAsync();
    }

    [Fact]
    public async Task The_exit_code_of_the_script_is_the_jobs()
    {
        var job = Coordinator.Enqueue(Of("echo to-error >&2", "exit 42"));
        (await job.EndAsync()).ShouldContain("\nto-error\n");
        job.ExitCode.ShouldBe(42);
        job.FailureReason.ShouldBe("script_failure");
    }

    [Fact]
    public async Task An_image_without_bash_with_an_entrypoint_and_a_user_of_its_own_can_work_in_the_tree()
    {
        var commit = await Coordinator.Git.CreateAsync("usr", ("dir/file", "x\n"));
        var payload = Of("id -u", "echo more >> dir/file", "touch dir/new").From(Coordinator, "usr", commit);
        payload["image"] = new JsonObject { ["name"] = "$IMAGE", ["entrypoint"] = null };
        var job = Coordinator.Enqueue(payload.With(Variable("IMAGE", PodmanEngine.ShImage)));
        var trace = await job.EndAsync();
        job.State.ShouldBe("success", trace);
        trace.ShouldContain("the-entrypoint\n");
        trace.ShouldContain("\n1234\n");

        payload = Of("id -u").From(Coordinator, "usr", commit);
        payload["image"] = new JsonObject { ["name"] = PodmanEngine.ShImage, ["entrypoint"] = new JsonArray(""), ["executor_opts"] = new JsonObject { ["docker"] = new JsonObject { ["user"] = "0" } } };
        trace = await Coordinator.Enqueue(payload).EndAsync();
        trace.ShouldNotContain("the-entrypoint\n");
        trace.ShouldContain("\n0\n");
    }

    [Fact]
    public async Task Services_are_reached_by_their_aliases_when_they_are_up()
    {
        var payload = Of("wget -q -O - http://web:8080/", "wget -q -O - http://group-web:8080/", "wget -q -O - http://group__web:8080/", "wget -q -O - http://second:8080/").With(Variable("MOTD", "of the job"));
        payload["services"] = new JsonArray(
            new JsonObject { ["name"] = PodmanEngine.WebImage, ["alias"] = "web group-web,group__web", ["variables"] = new JsonArray() },
            new JsonObject { ["name"] = PodmanEngine.WebImage, ["alias"] = "second", ["variables"] = new JsonArray(Variable("MOTD", "of the service")) });
        var job = Coordinator.Enqueue(payload);
        var trace = await job.EndAsync();
        job.State.ShouldBe("success", trace);
        trace.Split("\nof the job\n").Length.ShouldBe(4);
        trace.ShouldContain("\nof the service\n");
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_service_that_ends_is_said()
    {
        var payload = Of("true");
        payload["services"] = new JsonArray(new JsonObject { ["name"] = PodmanEngine.WebImage, ["alias"] = "web", ["command"] = new JsonArray("sh", "-c", "exit 5") });
        (await Coordinator.Enqueue(payload).EndAsync()).ShouldContain($"Service {PodmanEngine.WebImage} ended with exit code 5");
    }

    [Fact]
    public async Task Limits_hold()
    {
        var trace = await Coordinator.Enqueue(Of("cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/pids/pids.max")).EndAsync();
        trace.ShouldContain("\n134217728\n100\n");
    }

    [Fact]
    public async Task An_image_that_is_not_there_or_not_allowed_fails_the_job_and_says_why()
    {
        var payload = Of("true");
        payload["image"] = new JsonObject { ["name"] = "localhost/missing:1", ["pull_policy"] = new JsonArray("never") };
        var job = Coordinator.Enqueue(payload);
        (await job.EndAsync()).ShouldContain("it is not on this machine");
        job.FailureReason.ShouldBe("image_pull_failure");

        payload = Of("true");
        payload["image"] = new JsonObject { ["name"] = "docker.io/library/debian" };
        (await Coordinator.Enqueue(payload).EndAsync()).ShouldContain("is not allowed on this runner; allowed: localhost/*");

        payload = Of("true");
        payload["image"] = new JsonObject { ["name"] = PodmanEngine.Image, ["pull_policy"] = new JsonArray("always") };
        (await Coordinator.Enqueue(payload).EndAsync()).ShouldContain("this runner allows if-not-present, never");
        await NothingLeftAsync();
    }

    [Fact]
    public async Task A_job_that_takes_too_long_is_ended_and_its_container_with_it()
    {
        var payload = Of("setsid sh -c 'while :; do sleep 0.1; done' & sleep 1000").After("echo after");
        payload["runner_info"]!["timeout"] = 3;
        var job = Coordinator.Enqueue(payload);
        var trace = await job.EndAsync();
        job.FailureReason.ShouldBe("job_execution_timeout", trace);
        trace.ShouldContain("\nafter\n");
        await NothingLeftAsync();
    }

    [Fact]
    public async Task What_a_killed_runner_left_is_removed_at_the_next_start()
    {
        var payload = Of("echo begun", "sleep 1000");
        payload["services"] = new JsonArray(new JsonObject { ["name"] = PodmanEngine.WebImage, ["alias"] = "web" });
        var job = Coordinator.Enqueue(payload);
        await job.TraceHasAsync("\nbegun\n");
        await Runner.SignalAsync("KILL");
        await Runner.ExitAsync();
        (await ContainersAsync()).Length.ShouldBe(2);
        Runner.StartAgain();
        await Coordinator.Enqueue(Of("true")).EndAsync();
        await NothingLeftAsync();
        Runner.Log.ShouldContain("left by an earlier run");
    }

    string Label => $"label=slipway.runner={(string)JsonNode.Parse(File.ReadAllText(Runner.Config))!["systemId"]!}";

    async Task<string[]> ContainersAsync() => (await engine.RunAsync("ps", "--all", "--quiet", "--filter", Label)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    // Removal comes after the last word to the coordinator only where the runner was slow; the job's end waits for it.
    async Task NothingLeftAsync()
    {
        (await ContainersAsync()).ShouldBeEmpty();
        (await engine.RunAsync("network", "ls", "--quiet", "--filter", Label)).ShouldBeEmpty();
    }
}
