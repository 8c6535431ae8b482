using Slipway.Testing;

[assembly: AssemblyFixture(typeof(Slipway.Machines.Tests.SharedServer))]

namespace Slipway.Machines.Tests;

/// <summary>One real server whose pools the tests that share it declare in turn.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public ServerProcess Server { get; private set; } = null!;

    /// <summary>Pools are declared all at once: one test at a time has them.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    public async ValueTask InitializeAsync() => Server = await ServerProcess.StartAsync(null, "--Machines:Every=00:00:00.2", "--Machines:LookEvery=00:00:01", "--Machines:LookOftenEvery=00:00:00.5");

    public async ValueTask DisposeAsync()
    {
        await MachineProject.ApplyAsync(Server, "pools: []\n");
        await MachineProject.NoMachinesAsync(Server);
        await Server.DisposeAsync();
        Turn.Dispose();
    }
}
