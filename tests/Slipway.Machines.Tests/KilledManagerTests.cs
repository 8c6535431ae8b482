using Slipway.Testing;

namespace Slipway.Machines.Tests;

/// <summary>The promise on real processes: fifty jobs, five machines at the most, and a manager that is killed ten times.</summary>
public sealed class KilledManagerTests
{
    [Fact]
    public async Task Fifty_jobs_on_five_machines_end_once_each_though_the_manager_is_killed_ten_times()
    {
        await using var server = await ServerProcess.StartAsync(null, "--Machines:Every=00:00:00.2", "--Machines:LookOftenEvery=00:00:00.5", "--Queue:Unconfirmed=00:00:08");
        var ended = await FiftyJobs.EndAsync(server, "pools:\n  - {name: many, provider: process, machine: {machines: 5}, tags: [many], max: 5, uses: 4}\n", (300, 1500));
        await MachineProject.ApplyAsync(server, "pools: []\n"); // those with uses left would wait for more
        await MachineProject.NoMachinesAsync(server);
        Directory.GetDirectories(Path.Combine(server.Data, "machines")).ShouldBeEmpty();
        await FiftyJobs.UsesAreAttemptsAsync(server, ended);
    }
}
