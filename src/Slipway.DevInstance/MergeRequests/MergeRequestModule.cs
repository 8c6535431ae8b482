using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Slipway.Contracts.BuildMachines;
using Slipway.DevInstance.MergeRequests.Approvals;
using Slipway.DevInstance.MergeRequests.Changes;
using Slipway.DevInstance.MergeRequests.Comments;
using Slipway.DevInstance.MergeRequests.Merging;
using Slipway.DevInstance.MergeRequests.Queue;
using Slipway.DevInstance.Pushes;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>What merge requests are made of.</summary>
static class MergeRequestModule
{
    public static IServiceCollection AddMergeRequests(this IServiceCollection services) => services
        .AddSingleton<MergeRequestStore>()
        .AddSingleton<HeadRef>()
        .AddSingleton<MergeBase>()
        .AddSingleton<CommitList>()
        .AddSingleton<ChangesReader>()
        .AddSingleton<MergeRequestPipelines>()
        .AddSingleton<CreateMergeRequestOperation>()
        .AddSingleton<ChangeMergeRequestOperation>()
        .AddSingleton<ReopenOperation>()
        .AddSingleton<PeopleList>()
        .AddSingleton<ApprovalStore>()
        .AddSingleton<ApprovalRules>()
        .AddSingleton<ApproveOperation>()
        .AddSingleton<CommentStore>()
        .AddSingleton<CommentPlaces>()
        .AddSingleton<AddCommentOperation>()
        .AddSingleton<TreeMerge>()
        .AddSingleton<MergeSettling>()
        .AddSingleton<MergeReadiness>()
        .AddSingleton<FollowBranches>()
        .AddSingleton<MergeLocks>()
        .AddSingleton<MergeCandidate>()
        .AddSingleton<MergePermission>()
        .AddSingleton<TargetMove>()
        .AddSingleton<LaterActor>()
        .AddSingleton<MergeOperation>()
        .AddSingleton<QueueStore>()
        .AddSingleton<QueueInfos>()
        .AddSingleton<EnqueueOperation>()
        .AddSingleton<QueueTest>()
        .AddSingleton<QueueRun>()
        .AddSingleton<QueueWake>()
        .AddSingleton<IPipelineListener>(provider => provider.GetRequiredService<QueueWake>())
        .AddHostedService<QueueWork>()
        .AddSingleton<MergeRequestDetails>()
        .AddSingleton<AutoMerge>()
        .AddSingleton<EndedPipelines>()
        .AddSingleton<IPipelineListener>(provider => provider.GetRequiredService<EndedPipelines>())
        .AddHostedService<AutoMergeWork>()
        .AddSingleton<IPushHandler, MergeRequestPushes>()
        // After them: it goes by what they write down.
        .AddSingleton<IPushHandler, QueuePushes>()
        .AddHostedService<MergeRequestRecovery>()
        .AddSingleton<MergeRequestPageParts>()
        .AddSingleton<MergeRequestActions>()
        .AddScoped<MergeRequestRequest>();

    public static void MapMergeRequests(this RouteGroupBuilder api)
    {
        MergeRequestEndpoints.Map(api);
        MergeEndpoints.Map(api);
        ApprovalEndpoints.Map(api);
        CommentEndpoints.Map(api);
        QueueEndpoints.Map(api);
    }

    public static void AddMergeRequests(this ModelBuilder model)
    {
        var mapping = new MergeRequestMapping();
        model.ApplyConfiguration<MergeRequest>(mapping);
        model.ApplyConfiguration<MergeRules>(mapping);
        model.ApplyConfiguration<Approval>(mapping);
        model.ApplyConfiguration<Comment>(mapping);
        model.ApplyConfiguration<QueueEntry>(mapping);
    }
}
