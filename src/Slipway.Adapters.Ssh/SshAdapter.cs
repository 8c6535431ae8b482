using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Ssh;

/// <summary>Hosts of a list as machines: <c>provider: ssh</c>.</summary>
public static class SshAdapter
{
    public static IServiceCollection AddSshMachines(this IServiceCollection services) => services.AddSingleton<IMachineProviderKind, SshProviderKind>();
}
