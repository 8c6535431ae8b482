using Slipway.Agent.Tests.Doubles;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Artifacts;

public sealed class CacheTests : RunnerTest
{
    [Fact]
    public async Task A_cache_is_there_for_the_next_job_of_its_key()
    {
        (await Coordinator.Enqueue(Of("mkdir v && echo kept > v/x").Cached("k-$CI", ["v/"])).EndAsync()).ShouldContain("There is no cache k-true on this runner yet.");
        (await Coordinator.Enqueue(Of("cat v/x").Cached("k-$CI", ["v/"])).EndAsync()).ShouldContain("\nkept\n");
        (await Coordinator.Enqueue(Of("ls -A").Cached("other", ["v/"])).EndAsync()).ShouldNotContain("\nv\n");
        (await Coordinator.Enqueue(Of("cat v/x").Cached("other", ["v/"], fallback: ["none", "k-true"])).EndAsync()).ShouldContain("Successfully extracted cache k-true");
    }

    [Fact]
    public async Task Policy_and_when_decide()
    {
        await Coordinator.Enqueue(Of("echo 1 > x").Cached("k", ["x"], policy: "push")).EndAsync();
        await Coordinator.Enqueue(Of("echo 2 > x").Cached("k", ["x"], policy: "pull")).EndAsync();
        await Coordinator.Enqueue(Of("echo 3 > x", "false").Cached("k", ["x"])).EndAsync();
        (await Coordinator.Enqueue(Of("cat x").Cached("k", ["x"], policy: "pull")).EndAsync()).ShouldContain("cat x\e[0;m\n1\n");
        await Coordinator.Enqueue(Of("echo 4 > x", "false").Cached("k", ["x"], when: "on_failure")).EndAsync();
        (await Coordinator.Enqueue(Of("cat x").Cached("k", ["x"], policy: "pull")).EndAsync()).ShouldContain("cat x\e[0;m\n4\n");
        (await Coordinator.Enqueue(Of("ls -A").Cached("k", ["x"], policy: "push", when: "on_failure")).EndAsync()).ShouldNotContain("\nx\n");
    }

    [Fact]
    public async Task Protected_refs_and_others_have_caches_apart()
    {
        await Coordinator.Enqueue(Of("echo planted > x").Cached("k", ["x"])).EndAsync();
        var payload = Of("cat x || echo none").Cached("k", ["x"]);
        payload["git_info"]!["protected"] = true;
        (await Coordinator.Enqueue(payload).EndAsync()).ShouldContain("\nnone\n");
    }

    [Fact]
    public async Task A_damaged_cache_is_done_without()
    {
        await Coordinator.Enqueue(Of("echo 1 > x").Cached("k", ["x"])).EndAsync();
        var file = Directory.GetFiles(Runner.Cache, "*.zip", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, "no zip");
        var job = Coordinator.Enqueue(Of("true").Cached("k", ["x"], policy: "pull"));
        (await job.EndAsync()).ShouldContain("The cache k is not used: it is damaged");
        job.State.ShouldBe("success");
    }
}
