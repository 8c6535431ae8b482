using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Browse;
using Slipway.DevInstance.Git;
using Slipway.DevInstance.Maintenance;
using Slipway.DevInstance.Members;
using Slipway.DevInstance.MergeRequests;
using Slipway.DevInstance.Mirrors;
using Slipway.DevInstance.Projects;
using Slipway.DevInstance.Projects.Removal;
using Slipway.DevInstance.Projects.Settings;
using Slipway.DevInstance.Protection;
using Slipway.DevInstance.Pushes;
using Slipway.DevInstance.Ssh;
using Slipway.DevInstance.Transport;
using Slipway.DevInstance.Users;
using Slipway.Platform.Database;
using Slipway.Platform.Networks;

namespace Slipway.DevInstance;

/// <summary>The module's one public type: what it needs, and what it answers.</summary>
public static class DevInstanceModule
{
    public static IServiceCollection AddDevInstance(this IServiceCollection services)
    {
        services.AddOptions<GitOptions>().BindConfiguration("Git").ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MirrorOptions>().BindConfiguration("Mirrors").ValidateDataAnnotations()
            .Validate(mirrors => ReachableNetworks.AreNetworks(mirrors.AllowedNetworks), "Mirrors:AllowedNetworks takes networks as 10.0.0.0/8.")
            .ValidateOnStart();
        services.AddOptions<SshOptions>().BindConfiguration("Ssh").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<IModelPart, DevInstanceModel>()
            .AddHostedService<RepositoryStart>()
            .AddGit()
            .AddTransport()
            .AddProjects()
            .AddPushes()
            .AddProtection()
            .AddMergeRequests()
            .AddMirrors()
            .AddBrowse()
            .AddSingleton<MemberStore>()
            .AddSingleton<SetMemberOperation>()
            .AddSingleton<CreateUserOperation>()
            .AddSingleton<CreateUserTokenOperation>()
            .AddSingleton<ProjectAccess>()
            .AddScoped<ProjectRequest>();
    }

    public static void MapDevInstance(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/api/v2").WithTags("Projects");
        UserEndpoints.Map(api);
        ProjectEndpoints.Map(api);
        MemberEndpoints.Map(api);
        ProtectionEndpoints.Map(api);
        SshKeyEndpoints.Map(api);
        SshHostEndpoints.Map(api);
        api.MapMergeRequests();
        MirrorEndpoints.Map(api);
        ProjectPages.Map(routes);
        SettingsPages.Map(routes);
        MemberPages.Map(routes);
        BrowsePages.Map(routes);
        MergeRequestPages.Map(routes);
        GitEndpoints.Map(routes);
    }

    static IServiceCollection AddGit(this IServiceCollection services) => services
        .AddSingleton<GitHome>()
        .AddSingleton<GitProgram>()
        .AddSingleton<RepositoryFolders>()
        .AddSingleton<RefReader>()
        .AddSingleton<GitLeftovers>()
        .AddSingleton<RepositoryGate>()
        .AddSingleton<NamedCommits>()
        .AddSingleton<KeptCommits>()
        .AddSingleton<RepositoryMaintenance>()
        .AddHostedService<MaintenanceWork>()
        .AddSingleton<Revisions>();

    static IServiceCollection AddTransport(this IServiceCollection services) => services
        .AddSingleton<GitAccess>()
        .AddSingleton<TransferSlots>()
        .AddSingleton<RefAdvertisement>()
        .AddSingleton<UploadPack>()
        .AddSingleton<ReceivePack>()
        .AddSingleton<SshKeyStore>()
        .AddSingleton<AddSshKeyOperation>()
        .AddSingleton<SshSession>();

    // The checks and the handlers are asked in this order.
    static IServiceCollection AddProtection(this IServiceCollection services) => services
        .AddSingleton<ProtectionStore>()
        .AddSingleton<ProtectOperation>()
        .AddSingleton<PushJudge>()
        .AddSingleton<IPushCheck, RefNameCheck>()
        .AddSingleton<IPushCheck, ProtectionCheck>()
        .AddSingleton<IPushCheck, ForcePushCheck>()
        .AddSingleton<IPushCheck, BranchNameCheck>()
        .AddSingleton<IPushCheck, CommitCheck>()
        .AddSingleton<IPushCheck, FileCheck>();

    static IServiceCollection AddPushes(this IServiceCollection services) => services
        .AddSingleton<ProjectLocks>()
        .AddSingleton<PushLedger>()
        .AddSingleton<PushParts>()
        .AddSingleton<PushSessions>()
        .AddSingleton<PushWake>()
        .AddSingleton<PushHandling>()
        .AddSingleton<RefTransaction>()
        .AddSingleton<IPushHandler, DefaultBranchChooser>()
        .AddSingleton<IPushHandler, PipelineStarter>()
        .AddSingleton<IPushHandler, MirrorPushes>()
        .AddHostedService<PushRecovery>()
        .AddHostedService<HookListener>()
        .AddHostedService(provider => provider.GetRequiredService<PushHandling>());

    static IServiceCollection AddMirrors(this IServiceCollection services) => services
        .AddSingleton<MirrorStore>()
        .AddSingleton<Outbound>()
        .AddSingleton<RemoteGit>()
        .AddSingleton<ImportRun>()
        .AddSingleton<PushMirrorRun>()
        .AddSingleton<AddMirrorOperation>()
        .AddSingleton<MirrorWorker>()
        .AddHostedService(provider => provider.GetRequiredService<MirrorWorker>());

    static IServiceCollection AddBrowse(this IServiceCollection services) => services
        .AddSingleton<Folder>()
        .AddSingleton<History>()
        .AddSingleton<BrowseParts>();

    static IServiceCollection AddProjects(this IServiceCollection services) => services
        .AddSingleton<ProjectStore>()
        .AddSingleton<ProjectInfos>()
        .AddSingleton<CreateProjectOperation>()
        .AddSingleton<ChangeProjectOperation>()
        .AddSingleton<SettingsParts>()
        .AddSingleton<RemovalStore>()
        .AddSingleton<RemovalWake>()
        .AddSingleton<DeleteProjectOperation>()
        .AddSingleton<IProjectRemoval, RepositoryRemoval>()
        .AddSingleton<IProjectRemoval, TokenRemoval>()
        .AddHostedService<RemovalWork>()
        .AddSingleton<IProjectDirectory, ProjectDirectory>();
}
