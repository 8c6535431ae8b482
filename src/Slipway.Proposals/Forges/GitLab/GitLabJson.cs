using System.Text.Json.Serialization;

namespace Slipway.Proposals.Forges.GitLab;

/// <summary>docs.gitlab.com, REST API: merge requests.</summary>
sealed record GitLabMergeRequest(
    long Iid, string WebUrl, string State, string SourceBranch, string TargetBranch, string Title, string? Description, long? SourceProjectId, long TargetProjectId, string[]? Labels);

sealed record GitLabOpen(
    string SourceBranch, string TargetBranch, string Title, string Description, string Labels, long[]? ReviewerIds, bool RemoveSourceBranch);

/// <param name="AddLabels">Comma between them.</param>
/// <param name="StateEvent"><c>close</c></param>
sealed record GitLabChange(string? Title = null, string? Description = null, string? AddLabels = null, string? StateEvent = null);

/// <summary>One merge request by its number, which says more than a list.</summary>
/// <param name="Sha">Of the head.</param>
sealed record GitLabMergeState(string State, string? Sha, GitLabPipeline? HeadPipeline, string? DetailedMergeStatus);

sealed record GitLabPipeline(long Id, string Status, string? Sha, string? Ref);

/// <param name="AutoMerge">From 17.11 on; <paramref name="MergeWhenPipelineSucceeds"/> before.</param>
sealed record GitLabMerge(string Sha, bool ShouldRemoveSourceBranch, bool? AutoMerge, bool? MergeWhenPipelineSucceeds);

/// <param name="Visibility"><c>private</c>, <c>internal</c> (all who have an account) or <c>public</c>.</param>
sealed record GitLabProject(string Visibility);

sealed record GitLabNote(string Body);

sealed record GitLabUser(long Id, string Username);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GitLabMergeRequest[]))]
[JsonSerializable(typeof(GitLabOpen))]
[JsonSerializable(typeof(GitLabChange))]
[JsonSerializable(typeof(GitLabMergeState))]
[JsonSerializable(typeof(GitLabMerge))]
[JsonSerializable(typeof(GitLabProject))]
[JsonSerializable(typeof(GitLabNote))]
[JsonSerializable(typeof(GitLabUser[]))]
sealed partial class GitLabJson : JsonSerializerContext;
