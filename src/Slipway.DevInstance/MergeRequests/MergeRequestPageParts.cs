using Slipway.DevInstance.Git;
using Slipway.DevInstance.MergeRequests.Changes;
using Slipway.DevInstance.MergeRequests.Comments;
using Slipway.DevInstance.MergeRequests.Queue;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>What a merge request's page is put together from.</summary>
sealed record MergeRequestPageParts(
    ProjectInfos Projects, MergeRequestStore Store, MergeRequestDetails Details, CommitList Commits, ChangesReader Changes, CommentStore Comments, CommentPlaces Places,
    QueueInfos Queue, RefReader Refs);
