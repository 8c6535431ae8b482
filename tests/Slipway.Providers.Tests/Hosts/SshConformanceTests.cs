using Slipway.Machines.Testing;

namespace Slipway.Providers.Tests.Hosts;

public sealed class SshConformanceTests : ProviderConformance
{
    protected override ConformancePlace Place() => new HostFarm(hosts: 3);
}
