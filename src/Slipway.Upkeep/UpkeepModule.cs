using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.Upkeep;
using Slipway.KnownHosts;
using Slipway.KnownHosts.Scanning;
using Slipway.Platform.Database;
using Slipway.Platform.Networks;
using Slipway.Upkeep.Api;
using Slipway.Upkeep.Duties;
using Slipway.Upkeep.Pages;
using Slipway.Upkeep.Removal;
using Slipway.Upkeep.Runs;
using Slipway.Upkeep.Work;

namespace Slipway.Upkeep;

/// <summary>The module's one public type: what it needs, and what it answers.</summary>
public static class UpkeepModule
{
    public static IServiceCollection AddUpkeep(this IServiceCollection services)
    {
        services.AddOptions<UpkeepOptions>().BindConfiguration("Upkeep").ValidateDataAnnotations()
            .Validate(upkeep => ReachableNetworks.AreNetworks(upkeep.AllowedNetworks), "Upkeep:AllowedNetworks takes networks as 10.0.0.0/8.")
            .Validate(upkeep => upkeep.Vantages.All(IsVantage) && upkeep.Vantages.DistinctBy(one => one.Name).Count() == upkeep.Vantages.Length, "Upkeep:Vantages takes places with names of their own, Via direct, socks5://HOST:PORT or ssh://USER@HOST.")
            .ValidateOnStart();
        return services
            .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, UpkeepJson.Default))
            .AddSingleton<IModelPart, UpkeepModel>()
            .AddSingleton<DutyStore>()
            .AddSingleton<UpkeepBot>()
            .AddSingleton<SetDutyOperation>()
            .AddSingleton<RunStore>()
            .AddSingleton<IProjectRemoval, RemovedProjectDuties>()
            .AddSingleton<OwnForge>()
            .AddSingleton<IDutyWork, KnownHostsWork>()
            .AddSingleton<IDutyWork, DependencyWork>()
            .AddSingleton<RunCarrier>()
            .AddSingleton<UpkeepMetrics>()
            .AddSingleton<RunNowOperation>()
            .AddSingleton<UpkeepReader>()
            .AddScoped<UpkeepScope>()
            .AddSingleton<RunWorker>()
            .AddHostedService(provider => provider.GetRequiredService<RunWorker>());
    }

    public static void MapUpkeep(this IEndpointRouteBuilder routes)
    {
        UpkeepEndpoints.Map(routes.MapGroup("/api/v2/projects/{owner}/{name}").WithTags("Upkeep"));
        UpkeepPages.Map(routes);
    }

    static bool IsVantage(VantageOption one)
    {
        try
        {
            return one.Name.Length > 0 && VantagePoint.Parse(one.Name, one.Via) is not null;
        }
        catch (KnownHostsException)
        {
            return false;
        }
    }
}
