using Slipway.Machines.Tests;
using Slipway.Testing;

namespace Slipway.System.Tests.Machines;

/// <summary>The promise on a real engine: fifty jobs, five containers at the most, and a manager that is killed ten times.</summary>
[Collection("alone")]
public sealed class FiftyJobsTests(PodmanFixture podman)
{
    [Fact]
    public async Task Fifty_jobs_in_five_containers_end_once_each_and_leave_none_though_the_manager_is_killed_ten_times()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Machines:Every=00:00:00.2", "--Machines:LookOftenEvery=00:00:00.5");
        var ended = await FiftyJobs.EndAsync(server, $$"""
            pools:
              - name: many
                provider: container
                tags: [many]
                max: 5
                uses: 4
                idle_time: 1s
                machine: {engine: "unix://{{podman.Socket}}", image: "{{Podman.RealImage}}", pull: never, network: host, mounts: ["{{string.Join("\", \"", Podman.RealMounts)}}"]}

            """, (500, 2000));

        await MachineProject.NoMachinesAsync(server);
        (await podman.RunAsync("ps", "--all", "--quiet", "--filter", "label=slipway.pool=many")).ShouldBeEmpty();
        await FiftyJobs.UsesAreAttemptsAsync(server, ended);
    }
}
