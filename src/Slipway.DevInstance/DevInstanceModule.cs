using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.DevInstance;

/// <summary>The module's one public type: what it needs, and what it answers.</summary>
public static class DevInstanceModule
{
    public static IServiceCollection AddDevInstance(this IServiceCollection services) => services;

    public static void MapDevInstance(this IEndpointRouteBuilder routes)
    {
    }
}
