using Slipway.Testing;

namespace Slipway.Machines.Tests;

/// <summary>The promise on real processes: fifty jobs, five machines at the most, and a manager that is killed ten times.</summary>
public sealed class KilledManagerTests
{
    const int Jobs = 50;
    const int Kills = 10;

    [Fact]
    public async Task Fifty_jobs_on_five_machines_end_once_each_though_the_manager_is_killed_ten_times()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Machines:Every=00:00:00.2", "--Machines:LookOftenEvery=00:00:00.5", "--Queue:Unconfirmed=00:00:08");
        using var own = await MachineProject.CreateAsync(server, $$"""
            build:
              parallel: {{Jobs}}
              tags: [many]
              variables: {GIT_STRATEGY: none} # the server that is killed is also the one that git asks
              script: ['echo "ran $CI_NODE_INDEX"', sleep 0.2]
            """);
        await MachineProject.ApplyAsync(server, $"pools:\n  - {{name: many, provider: process, machine: {{machines: 5}}, tags: [many], max: 5, uses: 4}}\n");
        var pipeline = await own.RunAsync();
        var random = new Random(50);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(300 + random.Next(1200), TestContext.Current.CancellationToken);
            server.Kill();
            await server.StartAgainAsync();
            (await MachineProject.MachinesAsync(server)).Count(machine => machine.Phase is not ("removing" or "gone")).ShouldBeLessThanOrEqualTo(5);
        }

        var ended = await own.EndAsync(pipeline, seconds: 240);
        ended.Pipeline.State.ShouldBe("success", server.Log);
        ended.Jobs.Count.ShouldBe(Jobs);
        foreach (var job in ended.Jobs)
        {
            // What a lost attempt wrote is its own trace's: the last one's says that it ran once.
            (await own.TraceAsync(job.Id)).Split('\n').Count(line => line.StartsWith("ran ", StringComparison.Ordinal)).ShouldBe(1);
        }

        await MachineProject.ApplyAsync(server, "pools: []\n"); // those with uses left would wait for more
        await MachineProject.NoMachinesAsync(server);
        Directory.GetDirectories(Path.Combine(server.Data, "machines")).ShouldBeEmpty();
        var machines = await MachineProject.MachinesAsync(server, gone: true);
        machines.Sum(machine => machine.Uses).ShouldBe(ended.Jobs.Sum(job => job.Attempt));
        machines.ShouldAllBe(machine => machine.Uses <= 4);
    }
}
