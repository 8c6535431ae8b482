using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.BuildMachines.Api;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Chores;
using Slipway.BuildMachines.Logs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pages;
using Slipway.BuildMachines.Payload;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Providers;
using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Removal;
using Slipway.BuildMachines.Reports;
using Slipway.BuildMachines.RunnerApi;
using Slipway.BuildMachines.Runners;
using Slipway.BuildMachines.Scaling;
using Slipway.BuildMachines.Schedules;
using Slipway.BuildMachines.Variables;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Database;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines;

/// <summary>The module's one public type: what it needs, and what it answers.</summary>
public static class BuildMachinesModule
{
    public static IServiceCollection AddBuildMachines(this IServiceCollection services)
    {
        services.AddOptions<QueueOptions>().BindConfiguration("Queue").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<TraceOptions>().BindConfiguration("Traces").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<ArtifactOptions>().BindConfiguration("Artifacts").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<RemoteIncludeOptions>().BindConfiguration("Includes").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<RemoteIncludes>()
            .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, BuildMachinesJson.Default))
            .AddSingleton<IModelPart, BuildMachinesModel>()
            .AddSingleton<RunnerDirectory>()
            .AddSingleton<RegistrationTokens>()
            .AddSingleton<RunnerContacts>()
            .AddSingleton<JobQueue>()
            .AddSingleton<LiveAttempts>()
            .AddSingleton<IJobTokens>(provider => provider.GetRequiredService<LiveAttempts>())
            .AddSingleton<QueueMetrics>()
            .AddSingleton<JobFailing>()
            .AddSingleton<RunningJobs>()
            .AddSingleton<InstanceName>()
            .AddSingleton<PayloadBuilder>()
            .AddSingleton<ChoreSignal>()
            .AddSingleton<JobChanges>()
            .AddSingleton<PipelineLedger>()
            .AddSingleton<PipelineWriter>()
            .AddSingleton<PipelineMaker>()
            .AddSingleton<IPipelines>(provider => provider.GetRequiredService<PipelineMaker>())
            .AddSingleton<RunPipelineOperation>()
            .AddSingleton<PipelineTree>()
            .AddSingleton<PipelineControl>()
            .AddSingleton<PipelineReader>()
            .AddSingleton<JobActions>()
            .AddSingleton<RunnerInfos>()
            .AddSingleton<CreateRunnerOperation>()
            .AddSingleton<RunnerPageParts>()
            .AddSingleton<ScheduleStore>()
            .AddSingleton<WhyWaiting>()
            .AddScoped<ProjectScope>()
            .AddSingleton<TriggerWishes>()
            .AddSingleton(provider => new Lazy<IEnumerable<IPipelineListener>>(provider.GetServices<IPipelineListener>))
            .AddSingleton<IChore, StartDelayed>()
            .AddSingleton<IChore, StartTriggers>()
            .AddSingleton<IChore, GiveResources>()
            .AddSingleton<RunSchedules>()
            .AddSingleton<IChore>(provider => provider.GetRequiredService<RunSchedules>())
            .AddSingleton<IChore, TellListeners>()
            .AddSingleton<PipelineRemoval>()
            .AddSingleton<IProjectRemoval, RemoveProject>()
            .AddSingleton<IdTokens>()
            .AddSingleton<VariableStore>()
            .AddSingleton<ArtifactStore>()
            .AddSingleton<TraceStore>()
            .AddSingleton<PrivateToken>()
            .AddSingleton<JobCall>()
            .AddSingleton<AttemptWatch>()
            .AddMachines()
            .AddHostedService<BuildMachinesStart>()
            .AddHostedService<Assigner>()
            .AddHostedService<ChoreLoop>()
            .AddHostedService<ArtifactSweeper>()
            .AddHostedService(provider => provider.GetRequiredService<RunnerContacts>())
            .AddHostedService(provider => provider.GetRequiredService<AttemptWatch>())
            .AddHostedService(provider => provider.GetRequiredService<PoolFileWatch>())
            .AddHostedService(provider => provider.GetRequiredService<MachineManager>())
            .AddHostedService<PoolSampler>();
    }

    /// <summary>Pools and their machines. Adapters add more kinds of providers.</summary>
    static IServiceCollection AddMachines(this IServiceCollection services)
    {
        services.AddOptions<KeeperOptions>().BindConfiguration("Machines").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<IMachineProviderKind, ProcessKind>()
            .AddSingleton<MachineToken>()
            .AddSingleton<MachineBootstrap>()
            .AddSingleton<ProviderPlaces>()
            .AddSingleton<PoolBook>()
            .AddSingleton<ComingJobs>()
            .AddSingleton<IMachineLedger, DbLedger>()
            .AddSingleton<MachineManager>()
            .AddSingleton<MachineMetrics>()
            .AddSingleton<MachineOrders>()
            .AddSingleton<WhyNoMachine>()
            .AddSingleton<PoolAlerts>()
            .AddSingleton<PoolReports>()
            .AddSingleton<QueueReport>()
            .AddSingleton<PoolFileWatch>();
    }

    public static void MapBuildMachines(this IEndpointRouteBuilder routes)
    {
        RunnerApiEndpoints.Map(routes);
        var api = routes.MapGroup("/api/v2").WithTags("Runners");
        RunnerEndpoints.Map(api);
        PlaceEndpoints.Map(api);
        PoolEndpoints.Map(routes.MapGroup("/api/v2").WithTags("Pools"));
        PoolPages.Map(routes);
        MachineEndpoints.Map(routes.MapGroup("/api/v2").WithTags("Pools"));
        VariableEndpoints.MapInstance(api);
        BuildPages.Map(routes);
        JobPages.Map(routes);
        SchedulePages.Map(routes);
        VariablePages.Map(routes);
        RunnerPages.Map(routes);
        var project = routes.MapGroup("/api/v2/projects/{owner}/{name}").WithTags("Pipelines");
        PipelineEndpoints.Map(project);
        JobEndpoints.Map(project);
        TraceEndpoints.Map(project);
        ScheduleEndpoints.Map(project);
        VariableEndpoints.MapProject(project);
    }
}
