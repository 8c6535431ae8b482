using Slipway.Machines.Testing;

namespace Slipway.Machines.Tests.Providers;

/// <summary>The suite is true of the dummy, so that what the manager is proved with is what providers promise.</summary>
public sealed class DummyConformanceTests : ProviderConformance
{
    protected override ConformancePlace Place() => new DummyPlace(TimeProvider.System, new Random(7)) { Capacity = 4 };
}
