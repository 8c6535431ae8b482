using Slipway.Agent.Tests.Doubles;
using Slipway.Testing;

namespace Slipway.Agent.Tests;

/// <summary>A test with a coordinator and a runner of its own. At its end the coordinator must have seen no fault.</summary>
public abstract class RunnerTest : IAsyncLifetime
{
    RunnerProcess? runner;

    internal Coordinator Coordinator { get; private set; } = null!;

    internal RunnerProcess Runner => runner!;

    public async ValueTask InitializeAsync()
    {
        Coordinator = await Coordinator.StartAsync();
        runner = RunnerProcess.Start(Coordinator.Url, config =>
        {
            config["concurrent"] = 2;
            Configure(config);
        });
    }

    public async ValueTask DisposeAsync()
    {
        await Runner.DisposeAsync();
        await Coordinator.DisposeAsync();
        Coordinator.Faults.ShouldBeEmpty();
        GC.SuppressFinalize(this);
    }

    private protected virtual void Configure(System.Text.Json.Nodes.JsonObject config)
    {
    }

    /// <summary>Ends the runner that the test got, for one that the test starts itself.</summary>
    private protected async Task StopAsync()
    {
        await Runner.SignalAsync("TERM");
        await Runner.ExitAsync();
    }

    /// <summary>Processes of the runner's jobs: those below its process.</summary>
    private protected async Task<string[]> ProcessesOfJobsAsync()
    {
        var result = await Tool.TryAsync("pgrep", "-P", $"{Runner.Id}", "-a");
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
