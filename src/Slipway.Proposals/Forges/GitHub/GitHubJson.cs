using System.Text.Json.Serialization;

namespace Slipway.Proposals.Forges.GitHub;

/// <summary>docs.github.com, REST API: pulls, version 2022-11-28.</summary>
sealed record GitHubPull(long Number, string HtmlUrl, string State, string? MergedAt, GitHubEnd Head, GitHubEnd Base, string Title, string? Body, GitHubLabel[]? Labels);

/// <param name="Repo">Null where the fork is gone.</param>
sealed record GitHubEnd(string Ref, GitHubRepository? Repo);

sealed record GitHubRepository(string FullName);

sealed record GitHubLabel(string Name);

sealed record GitHubOpen(string Title, string Head, string Base, string Body);

sealed record GitHubChange(string? Title = null, string? Body = null, string? State = null);

sealed record GitHubLabels(IReadOnlyList<string> Labels);

sealed record GitHubReviewers(IReadOnlyList<string> Reviewers, IReadOnlyList<string> TeamReviewers);

sealed record GitHubComment(string Body);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GitHubPull[]))]
[JsonSerializable(typeof(GitHubOpen))]
[JsonSerializable(typeof(GitHubChange))]
[JsonSerializable(typeof(GitHubLabels))]
[JsonSerializable(typeof(GitHubReviewers))]
[JsonSerializable(typeof(GitHubComment))]
sealed partial class GitHubJson : JsonSerializerContext;
