using Slipway.Testing;

[assembly: AssemblyFixture(typeof(Slipway.BuildMachines.Tests.SharedServer))]

namespace Slipway.BuildMachines.Tests;

/// <summary>One real server for all tests that use projects and runners of their own on it.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerProcess.StartAsync(null, "--Queue:Hold=00:00:02");

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
