using Slipway.Agent.Limits;
using Slipway.Testing;

namespace Slipway.Agent.Tests;

/// <summary>Where groups are made on machines of other kinds than the one that tests run on, by the files that cgroups(7) names.</summary>
public sealed class CgroupTests : IDisposable
{
    static readonly JobLimits s_limits = new(64L << 20, 1.5, 100);

    readonly TempFolder root = new();

    [Fact]
    public void A_service_with_a_group_of_its_own_goes_into_a_leaf_and_makes_its_jobs_groups_beside_it()
    {
        Have("system.slice/runner.service", $"{Environment.ProcessId}\n");
        using var groups = Cgroups.Find(root.Path, "0::/system.slice/runner.service\n", "slipway-x", out _).ShouldNotBeNull();
        Text("system.slice/runner.service/runner-itself/cgroup.procs").ShouldBe($"{Environment.ProcessId}");
        Text("system.slice/runner.service/cgroup.subtree_control").ShouldBe("+cpu +memory +pids");
        Text("system.slice/runner.service/slipway-x/memory.max").ShouldBe($"{JobLimits.MostMemory}");
        Check(groups, "system.slice/runner.service/slipway-x/slot-3");
    }

    [Fact]
    public void A_runner_that_started_again_within_its_service_finds_the_same_place()
    {
        Have("system.slice/runner.service", "");
        Have("system.slice/runner.service/runner-itself", $"{Environment.ProcessId}\n");
        using var groups = Cgroups.Find(root.Path, "0::/system.slice/runner.service/runner-itself\n", "slipway-x", out _).ShouldNotBeNull();
        Check(groups, "system.slice/runner.service/slipway-x/slot-3");
    }

    [Fact]
    public void A_runner_that_shares_its_group_with_a_shell_uses_the_top()
    {
        Have("user.slice/session", $"17\n{Environment.ProcessId}\n");
        using var groups = Cgroups.Find(root.Path, "0::/user.slice/session\n", "slipway-x", out _).ShouldNotBeNull();
        Check(groups, "slipway-x/slot-3");
    }

    [Fact]
    public void Without_memory_and_pids_there_are_no_groups_and_processes_are_limited_one_by_one()
    {
        Have("", "");
        File.WriteAllText(root["cgroup.controllers"], "cpu io\n");
        Cgroups.Find(root.Path, "0::/\n", "slipway-x", out var why).ShouldBeNull();
        why.ShouldContain("memory and pids");
        Cgroups.Find(root["nothing"], "1:name=systemd:/\n", "slipway-x", out _).ShouldBeNull();
        var share = new JobShare(null, s_limits);
        share.Command.ShouldBe(["prlimit", "--nproc=100", "--data=67108864", "--"]);
        share.Reached().ShouldBeEmpty();
    }

    public void Dispose() => root.Dispose();

    void Check(Cgroups groups, string at)
    {
        Directory.CreateDirectory(root[at]);
        File.WriteAllText(root[at, "memory.swap.max"], "max"); // where the kernel counts swap
        var group = groups.Make(3, s_limits, TimeProvider.System);
        Text(at + "/memory.max").ShouldBe("67108864");
        Text(at + "/memory.swap.max").ShouldBe("0");
        Text(at + "/pids.max").ShouldBe("100");
        Text(at + "/cpu.max").ShouldBe("150000 100000");
        group.Command.Skip(4).SkipLast(1).ShouldBe([root[at, "cgroup.procs"]]);
        File.WriteAllText(root[at, "memory.events"], "oom 1\noom_kill 2\n");
        File.WriteAllText(root[at, "pids.events"], "max 7\n");
        group.Reached().Count.ShouldBe(2);
        group.Reached().ShouldBeEmpty();
        Directory.Delete(root[at], recursive: true);
    }

    void Have(string group, string processes)
    {
        foreach (var at in (string[])["", group])
        {
            Directory.CreateDirectory(root[at]);
            File.WriteAllText(root[at, "cgroup.controllers"], "cpuset cpu io memory hugetlb pids\n");
            File.WriteAllText(root[at, "cgroup.procs"], at.Length == 0 ? "" : processes);
        }
    }

    string Text(string path) => File.ReadAllText(root[path]);
}
