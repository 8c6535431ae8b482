using Slipway.KnownHosts.Tests;
using Slipway.Testing;

[assembly: AssemblyFixture(typeof(Slipway.Upkeep.Tests.SharedServer))]

namespace Slipway.Upkeep.Tests;

/// <summary>One real server that may look at loopback from two places, for all tests that use projects of their own on it.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    readonly SocksProxy second = new(port => port);

    public ServerProcess Server { get; private set; } = null!;

    public string[] Options => [.. Open, $"--Upkeep:Vantages:1:Via={second.Via}"];

    static string[] Open => ["--Upkeep:AllowedNetworks:0=127.0.0.0/8", "--Upkeep:Vantages:0:Name=here", "--Upkeep:Vantages:0:Via=direct", "--Upkeep:Vantages:1:Name=elsewhere"];

    public async ValueTask InitializeAsync() => Server = await ServerProcess.StartAsync(null, Options);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await second.DisposeAsync();
    }
}
