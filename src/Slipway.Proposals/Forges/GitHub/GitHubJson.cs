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

/// <param name="Status"><c>queued</c>, <c>in_progress</c> or <c>completed</c>, and others that are not completed.</param>
/// <param name="Conclusion"><c>success</c>, <c>neutral</c>, <c>skipped</c>, or what is not green.</param>
sealed record GitHubCheckRun(string Name, string Status, string? Conclusion);

sealed record GitHubCheckRuns(int TotalCount, GitHubCheckRun[] CheckRuns);

/// <param name="State"><c>success</c>, <c>pending</c> (also where there are none), <c>failure</c> or <c>error</c>.</param>
sealed record GitHubStatus(string State, int TotalCount);

sealed record GitHubMerge(string Sha, string MergeMethod);

sealed record GitHubMerged(bool Merged);

/// <summary>How it may be merged is told to those who may push.</summary>
sealed record GitHubProject(bool Private, bool? AllowMergeCommit, bool? AllowSquashMerge);

sealed record GitHubComment(string Body);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(GitHubPull[]))]
[JsonSerializable(typeof(GitHubOpen))]
[JsonSerializable(typeof(GitHubChange))]
[JsonSerializable(typeof(GitHubLabels))]
[JsonSerializable(typeof(GitHubReviewers))]
[JsonSerializable(typeof(GitHubCheckRuns))]
[JsonSerializable(typeof(GitHubStatus))]
[JsonSerializable(typeof(GitHubMerge))]
[JsonSerializable(typeof(GitHubMerged))]
[JsonSerializable(typeof(GitHubProject))]
[JsonSerializable(typeof(GitHubComment))]
sealed partial class GitHubJson : JsonSerializerContext;
