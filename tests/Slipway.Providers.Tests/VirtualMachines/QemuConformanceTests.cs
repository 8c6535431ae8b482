using Slipway.Machines.Testing;

namespace Slipway.Providers.Tests.VirtualMachines;

public sealed class QemuConformanceTests : ProviderConformance
{
    protected override ConformancePlace Place() => new HypervisorPlace();
}
