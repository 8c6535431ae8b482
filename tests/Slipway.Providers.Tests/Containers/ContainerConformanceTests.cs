using Slipway.Machines.Testing;

namespace Slipway.Providers.Tests.Containers;

public sealed class ContainerConformanceTests(PodmanFixture podman) : ProviderConformance
{
    protected override ConformancePlace Place() => new ContainerPlace(podman);
}
