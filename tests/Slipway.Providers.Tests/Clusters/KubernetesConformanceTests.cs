using Slipway.Machines.Testing;

namespace Slipway.Providers.Tests.Clusters;

public sealed class KubernetesConformanceTests : ProviderConformance
{
    protected override ConformancePlace Place() => new ClusterPlace();
}
