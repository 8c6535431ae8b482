using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Qemu;

/// <summary>Virtual machines of this host: <c>provider: qemu</c>.</summary>
public static class QemuAdapter
{
    public static IServiceCollection AddQemuMachines(this IServiceCollection services) => services.AddSingleton<IMachineProviderKind, QemuProviderKind>();
}
