using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.BuildMachines;

/// <summary>The module's one public type: what it needs, and what it answers.</summary>
public static class BuildMachinesModule
{
    public static IServiceCollection AddBuildMachines(this IServiceCollection services) => services;

    public static void MapBuildMachines(this IEndpointRouteBuilder routes)
    {
    }
}
