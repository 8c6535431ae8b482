using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Docker;

/// <summary>Containers as machines: <c>provider: container</c>.</summary>
public static class DockerAdapter
{
    public static IServiceCollection AddContainerMachines(this IServiceCollection services) => services.AddSingleton<IMachineProviderKind, ContainerProviderKind>();
}
