using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Kubernetes;

/// <summary>Pods as machines: <c>provider: kubernetes</c>.</summary>
public static class KubernetesAdapter
{
    public static IServiceCollection AddKubernetesMachines(this IServiceCollection services) => services.AddSingleton<IMachineProviderKind, KubernetesProviderKind>();
}
