using Slipway.Testing;

[assembly: AssemblyFixture(typeof(Slipway.DevInstance.Tests.SharedServer))]

namespace Slipway.DevInstance.Tests;

/// <summary>One real server for all tests that use projects of their own on it.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    public ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerProcess.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
