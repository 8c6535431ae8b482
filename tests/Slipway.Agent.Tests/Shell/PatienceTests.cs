using System.Text.Json.Nodes;
using Slipway.Agent.Tests.Doubles;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Shell;

/// <summary>Faults that pass by themselves.</summary>
public sealed class PatienceTests : RunnerTest
{
    [Fact]
    public async Task A_repository_that_does_not_answer_is_asked_again_and_one_that_refuses_is_not()
    {
        var commit = await Coordinator.Git.CreateAsync("slow", ("file", "from git\n"));
        Coordinator.Next("GET", "/slow.git/info/refs", 503);
        Coordinator.Next("GET", "/slow.git/info/refs", 502);
        var trace = await Coordinator.Enqueue(Of("cat file").From(Coordinator, "slow", commit)).EndAsync();
        trace.ShouldContain("trying again in 1 s");
        trace.ShouldContain("trying again in 2 s");
        trace.ShouldContain("\nfrom git\n");

        var refused = Coordinator.Enqueue(Of("cat file").From(Coordinator, "nothing-here", commit));
        (await refused.EndAsync()).ShouldNotContain("trying again");
        refused.FailureReason.ShouldBe("runner_system_failure");
    }

    [Fact]
    public async Task Whole_attempts_are_as_many_as_the_job_wants_and_a_wrong_number_is_told()
    {
        var commit = await Coordinator.Git.CreateAsync("refusing", ("file", "x\n"));
        var twice = Coordinator.Enqueue(Of("true").From(Coordinator, "not-there", commit).With(Variable("GET_SOURCES_ATTEMPTS", "2")));
        (await twice.EndAsync()).ShouldContain("trying again (2 of 2)");
        twice.FailureReason.ShouldBe("runner_system_failure");
        (await Coordinator.Enqueue(Of("true").From(Coordinator, "refusing", commit).With(Variable("GET_SOURCES_ATTEMPTS", "many"))).EndAsync()).ShouldContain("GET_SOURCES_ATTEMPTS is \"many\"; it may be 1 to 10");
    }

    [Fact]
    public async Task A_hook_runs_before_git_and_what_it_sets_for_git_counts()
    {
        var commit = await Coordinator.Git.CreateAsync("hooked", ("file", "from git\n"));
        var payload = Of("cat file").From(Coordinator, "hooked", commit).With(Variable("SAID", "by a variable"));
        payload["hooks"] = new JsonArray(new JsonObject { ["name"] = "pre_get_sources_script", ["script"] = new JsonArray("echo \"hook $SAID\"", "git config --global http.extraHeader 'X-Hooked: yes'", "ls -A | wc -l") });
        var job = Coordinator.Enqueue(payload);
        var trace = await job.EndAsync();
        job.State.ShouldBe("success", trace);
        trace.ShouldContain("\nhook by a variable\n");
        trace.IndexOf("hook by a variable", StringComparison.Ordinal).ShouldBeLessThan(trace.IndexOf("Fetching changes", StringComparison.Ordinal));
        trace.ShouldContain("\nfrom git\n");

        payload["hooks"] = new JsonArray(new JsonObject { ["name"] = "post_everything", ["script"] = new JsonArray("true") });
        payload["id"] = 999_999;
        payload["token"] = "job-token-999999";
        var unknown = Coordinator.Enqueue(JsonNode.Parse(payload.ToJsonString())!.AsObject());
        (await unknown.EndAsync()).ShouldContain("The job has the hook post_everything");
    }
}
