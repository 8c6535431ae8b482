using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Contracts.DevInstance;
using Slipway.PackageServer.Api;
using Slipway.PackageServer.Downloads;
using Slipway.PackageServer.Install;
using Slipway.PackageServer.Packagecloud;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Provenance;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Repositories;
using Slipway.PackageServer.Signing;
using Slipway.PackageServer.TrustedPublishing;
using Slipway.PackageServer.Uploads;
using Slipway.Platform.Auth;
using Slipway.Platform.Database;

namespace Slipway.PackageServer;

/// <summary>The module's one public type: what it needs, and what it answers.</summary>
public static class PackageServerModule
{
    public static IServiceCollection AddPackageServer(this IServiceCollection services)
    {
        services.AddOptions<PublicationOptions>().BindConfiguration("Publications").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TrustedPublishingOptions>().BindConfiguration("TrustedPublishing").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<UploadOptions>().BindConfiguration("Uploads").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<IModelPart, PackageServerModel>()
            .AddSingleton<KeyRing>()
            .AddSingleton<RepositoryDirectory>()
            .AddSingleton<CreateRepositoryOperation>()
            .AddSingleton<PackageList>()
            .AddSingleton<EntryReader>()
            .AddSingleton<SegmentReader>()
            .AddSingleton<PublicationClock>()
            .AddSingleton<PublicationLoader>()
            .AddSingleton<PublicationMetrics>()
            .AddSingleton<PublicationParts>()
            .AddSingleton<PublicationWork>()
            .AddSingleton<PublicationWriter>()
            .AddSingleton<Publisher>()
            .AddHostedService<PublicationRefresher>()
            .AddHostedService<SupersededSweeper>()
            .AddSingleton<ProvenanceKeys>()
            .AddHostedService(provider => provider.GetRequiredService<ProvenanceKeys>())
            .AddSingleton<ProvenanceRecorder>()
            .AddSingleton<TrustedIssuers>()
            .AddSingleton<IssuerKeys>()
            .AddSingleton<IdTokenVerifier>()
            .AddSingleton<JobOrigins>()
            .AddSingleton<PublisherStore>()
            .AddSingleton<IProjectRemoval, RemovedProjectPublishers>()
            .AddSingleton<TradeIdToken>()
            .AddSingleton<UploadStager>()
            .AddSingleton<PushPackage>()
            .AddSingleton<PushBatch>()
            .AddSingleton<PackageFiles>()
            .AddSingleton<PublicKeys>()
            .AddSingleton<PublishedFiles>()
            .AddSingleton<ReaderTrails>()
            .AddSingleton(provider => new FirstStart(
                provider.GetRequiredService<RepositoryDirectory>(),
                provider.GetRequiredService<KeyRing>(),
                provider.GetRequiredService<UserDirectory>(),
                provider.GetRequiredService<TokenDirectory>(),
                provider.GetRequiredService<FirstAdmin>()))
            .AddPackagecloud()
            .AddScoped<InstallRequest>()
            .AddScoped<RequestContext>();
    }

    /// <summary>Downloads are answered before routing; of the rest, routing sees the paths of version 1 without their <c>.json</c>.</summary>
    public static IApplicationBuilder UsePackageDownloads(this IApplicationBuilder app) =>
        app.UseMiddleware<DownloadMiddleware>().UseMiddleware<JsonSuffix>();

    public static void MapPackageServer(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v2").WithTags("Packages");
        InstanceEndpoints.Map(api);
        Api.RepositoryEndpoints.Map(api);
        Api.PackageEndpoints.Map(api);
        KeyEndpoints.Map(api);
        TokenEndpoints.Map(api);
        PublisherEndpoints.Map(api);
        ProvenanceEndpoints.Map(routes, api);
        RepositoryPages.Map(routes);
        PackagePages.Map(routes);
        InstallEndpoints.Map(routes);
        routes.MapPackagecloud();
    }
}
