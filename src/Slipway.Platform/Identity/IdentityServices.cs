using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Platform.Identity;

public static class IdentityServices
{
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddOptions<IdentityOptions>().BindConfiguration("Identity").ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<IdentityKeys>().AddSingleton<IdTokenIssuer>().AddHostedService<IdentityKeyRotation>();
    }
}
