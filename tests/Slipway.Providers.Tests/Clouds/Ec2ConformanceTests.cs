using Slipway.Machines.Testing;

namespace Slipway.Providers.Tests.Clouds;

public sealed class Ec2ConformanceTests : ProviderConformance
{
    protected override ConformancePlace Place() => new CloudPlace();
}
