using System.Text.Json.Nodes;
using Slipway.Agent.Tests.Doubles;
using static Slipway.Agent.Tests.Doubles.Job;

namespace Slipway.Agent.Tests.Shell;

/// <summary>A job that would take the machine gets its share of it, the trace says so, and the next job is none the worse.</summary>
public sealed class LimitTests : RunnerTest
{
    private protected override void Configure(JsonObject config) =>
        config["shell"] = new JsonObject { ["memoryMiB"] = 200, ["pids"] = 64, ["cpus"] = 1.5 };

    [Fact]
    public async Task A_job_that_eats_memory_is_ended_and_told_why()
    {
        // tail keeps all of what has no line end.
        var job = Coordinator.Enqueue(Of("head -c 600M /dev/zero | tail | wc -c"));
        var trace = await job.EndAsync();
        trace.ShouldContain("used more than the 200 MiB of memory");
        trace.ShouldContain("ERROR: Job failed: exit code 137");
        (await Coordinator.Enqueue(Of("head -c 100M /dev/zero | tail | wc -c")).EndAsync()).ShouldContain("\n104857600\n");
    }

    [Fact]
    public async Task A_job_that_forks_without_end_gets_no_more_processes_than_its_limit()
    {
        var job = Coordinator.Enqueue(Of(
            "bomb() { bomb | bomb & }; bomb 2>/dev/null",
            "while [ $SECONDS -lt 2 ]; do :; done",
            "cat /proc/[0-9]*/stat 2>/dev/null > /dev/null || :", // it may start no program; the shell itself goes on
            "echo survived"));
        var trace = await job.EndAsync();
        trace.ShouldContain("reached the limit of 64 processes");
        var next = await Coordinator.Enqueue(Of("echo next", "echo $(ls -d /proc/[0-9]* | wc -l) processes")).EndAsync();
        next.ShouldMatch("\n[1-9] processes\n");
        next.ShouldNotContain("reached the limit");
    }

    [Fact]
    public async Task The_limits_are_the_kernels_own_and_go_with_the_job()
    {
        var job = Coordinator.Enqueue(Of("cat /proc/self/cgroup", "cat /proc/self/oom_score_adj", "sleep 3"));
        for (var tries = 0; Groups() is not { Length: > 0 }; tries++)
        {
            tries.ShouldBeLessThan(200, Runner.Log);
            await Task.Delay(20);
        }

        (await File.ReadAllTextAsync(Path.Combine(Groups()[0], "memory.limit_in_bytes"))).ShouldBe($"{200 << 20}\n");
        (await job.EndAsync()).ShouldContain("\n500\n");
        for (var tries = 0; Groups().Length > 0 && tries < 100; tries++)
            await Task.Delay(50);
        Groups().ShouldBeEmpty();
        Runner.Log.ShouldContain("limits of jobs by cgroup v1");

        string[] Groups() => Runner.Log.Split("memory, pids, cpu below ") is [_, var rest] && Directory.Exists(rest.Split('\n')[0]) ? Directory.GetDirectories(rest.Split('\n')[0], "slot-*") : [];
    }
}
