using Microsoft.Extensions.DependencyInjection;
using Slipway.Platform.Machines;

namespace Slipway.Adapters.Ec2;

/// <summary>Instances of Amazon EC2 as machines: <c>provider: ec2</c>.</summary>
public static class Ec2Adapter
{
    public static IServiceCollection AddEc2Machines(this IServiceCollection services) => services.AddSingleton<IMachineProviderKind, Ec2ProviderKind>();
}
