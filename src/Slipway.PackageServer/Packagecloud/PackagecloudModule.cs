using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.PackageServer.Signing;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>Packagecloud's API, version 1, for the clients that teams already have. docs/packagecloud.md says what differs.</summary>
static class PackagecloudModule
{
    public static IServiceCollection AddPackagecloud(this IServiceCollection services) => services
        .AddSingleton<PackageKeys>()
        .AddSingleton<RepositoryTokens>()
        .AddSingleton<PromotePackage>()
        .AddScoped<PackagecloudRequest>();

    public static void MapPackagecloud(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v1").ExcludeFromDescription();
        DistributionEndpoints.Map(api);
        RepositoryEndpoints.Map(api);
        PushEndpoints.Map(api);
        ListEndpoints.Map(api);
        PackageEndpoints.Map(api);
        MasterTokenEndpoints.Map(api);
        ReadTokenEndpoints.Map(api);
        GpgKeyEndpoints.Map(api);
        api.Map("/{**rest}", (PackagecloudRequest request) => request.Caller.IsKnown ? Errors.NotFound() : request.Unauthenticated());
    }
}
