using Slipway.Testing;

[assembly: AssemblyFixture(typeof(Slipway.System.Tests.Machines.PodmanFixture))]

namespace Slipway.System.Tests.Machines;

/// <summary>One podman for all tests of this project.</summary>
public sealed class PodmanFixture : Podman, IAsyncLifetime;
