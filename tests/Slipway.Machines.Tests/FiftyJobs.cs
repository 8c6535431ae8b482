using Slipway.Contracts.BuildMachines;
using Slipway.Testing;

namespace Slipway.Machines.Tests;

/// <summary>Fifty jobs on the five machines at the most of a pool <c>many</c>, and a manager that is killed ten times.</summary>
static class FiftyJobs
{
    const int Jobs = 50;
    const int Kills = 10;

    /// <param name="wait">Between two kills, at least and at most, in milliseconds.</param>
    /// <returns>The pipeline, of which every job has ended once.</returns>
    public static async Task<PipelineDetail> EndAsync(ServerProcess server, string pools, (int Least, int Most) wait)
    {
        using var own = await MachineProject.CreateAsync(server, $$"""
            build:
              parallel: {{Jobs}}
              tags: [many]
              variables: {GIT_STRATEGY: none} # the server that is killed is also the one that git asks
              script: ['echo "ran $CI_NODE_INDEX"', sleep 0.2]
            """);
        await MachineProject.ApplyAsync(server, pools);
        var pipeline = await own.RunAsync();
        var random = new Random(50);
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(wait.Least, wait.Most), TestContext.Current.CancellationToken);
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

        return ended;
    }

    /// <summary>Each attempt had a machine's use, and no machine more uses than four.</summary>
    public static async Task UsesAreAttemptsAsync(ServerProcess server, PipelineDetail ended)
    {
        var machines = await MachineProject.MachinesAsync(server, gone: true);
        machines.Sum(machine => machine.Uses).ShouldBe(ended.Jobs.Sum(job => job.Attempt));
        machines.ShouldAllBe(machine => machine.Uses <= 4);
    }
}
