using Slipway.Testing;

[assembly: AssemblyFixture(typeof(Slipway.Providers.Tests.Containers.PodmanFixture))]

namespace Slipway.Providers.Tests.Containers;

/// <summary>One podman for all tests of this project.</summary>
public sealed class PodmanFixture : Podman, IAsyncLifetime;
