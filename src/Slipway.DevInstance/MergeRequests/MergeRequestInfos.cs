using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Projects;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>From rows to what the API says.</summary>
static class MergeRequestInfos
{
    public static MergeRequestInfo Of(MergeRequest one, Project project, string server) => new(
        one.Number, one.Title, one.Description, one.State.ToString().ToLowerInvariant(), one.IsDraft, one.Author, one.SourceBranch, one.TargetBranch, one.SourceCommit,
        one.TargetCommit, one.MergeCommit, one.MergedBy, one.Squash, one.RemoveSource, one.AutoMergeBy is not null, Labels(one), Reviewers(one), Assignees(one), Url(one, project, server),
        one.CreatedAt, one.UpdatedAt);

    public static string Url(MergeRequest one, Project project, string server) => $"{server}/projects/{project.Path}/merge-requests/{one.Number}";

    public static IReadOnlyList<string> Assignees(MergeRequest one) => one.Assignees.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static IReadOnlyList<string> Reviewers(MergeRequest one) => one.Reviewers.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static IReadOnlyList<string> Labels(MergeRequest one) => one.Labels.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
