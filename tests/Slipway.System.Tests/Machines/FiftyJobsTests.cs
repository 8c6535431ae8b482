using Slipway.Machines.Tests;
using Slipway.Testing;

namespace Slipway.System.Tests.Machines;

/// <summary>The promise on a real engine: fifty jobs, five containers at the most, and a manager that is killed ten times.</summary>
[Collection("alone")]
public sealed class FiftyJobsTests(PodmanFixture podman)
{
    const int Jobs = 50;
    const int Kills = 10;

    [Fact]
    public async Task Fifty_jobs_in_five_containers_end_once_each_and_leave_none_though_the_manager_is_killed_ten_times()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Machines:Every=00:00:00.2", "--Machines:LookOftenEvery=00:00:00.5");
        using var own = await MachineProject.CreateAsync(server, $$"""
            build:
              parallel: {{Jobs}}
              tags: [many]
              variables: {GIT_STRATEGY: none} # the server that is killed is also the one that git asks
              script: ['echo "ran $CI_NODE_INDEX"', sleep 0.2]
            """);
        await MachineProject.ApplyAsync(server, $$"""
            pools:
              - name: many
                provider: container
                tags: [many]
                max: 5
                uses: 4
                idle_time: 1s
                machine: {engine: "unix://{{podman.Socket}}", image: "{{Podman.RealImage}}", pull: never, network: host, mounts: ["{{string.Join("\", \"", Podman.RealMounts)}}"]}

            """);
        var pipeline = await own.RunAsync();
        var random = new Random(50);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(500 + random.Next(1500), TestContext.Current.CancellationToken);
            server.Kill();
            await server.StartAgainAsync();
            (await MachineProject.MachinesAsync(server)).Count(machine => machine.Phase is not ("removing" or "gone")).ShouldBeLessThanOrEqualTo(5);
        }

        var ended = await own.EndAsync(pipeline, seconds: 240);
        ended.Pipeline.State.ShouldBe("success", server.Log);
        ended.Jobs.Count.ShouldBe(Jobs);
        foreach (var job in ended.Jobs)
        {
            (await own.TraceAsync(job.Id)).Split('\n').Count(line => line.StartsWith("ran ", StringComparison.Ordinal)).ShouldBe(1);
        }

        await MachineProject.NoMachinesAsync(server);
        (await podman.RunAsync("ps", "--all", "--quiet", "--filter", "label=slipway.pool=many")).ShouldBeEmpty();
        var machines = await MachineProject.MachinesAsync(server, gone: true);
        machines.Sum(machine => machine.Uses).ShouldBe(ended.Jobs.Sum(job => job.Attempt));
        machines.ShouldAllBe(machine => machine.Uses <= 4);
    }
}
