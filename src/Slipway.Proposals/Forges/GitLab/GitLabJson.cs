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

sealed record GitLabNote(string Body);

sealed record GitLabUser(long Id, string Username);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GitLabMergeRequest[]))]
[JsonSerializable(typeof(GitLabOpen))]
[JsonSerializable(typeof(GitLabChange))]
[JsonSerializable(typeof(GitLabNote))]
[JsonSerializable(typeof(GitLabUser[]))]
sealed partial class GitLabJson : JsonSerializerContext;
