using System.Globalization;
using Slipway.Pipelines.Jobs;

namespace Slipway.Pipelines.Predefined;

/// <summary>
/// The <c>CI_*</c> variables that a pipeline has before its jobs do: <c>rules</c> may ask for them, and every job gets them. The one place where they
/// are made, for the server and for <c>slipway ci</c>.
/// </summary>
public static class PipelineVariables
{
    const string NoCommit = "0000000000000000000000000000000000000000";

    /// <summary>Raw: a <c>$</c> in a commit's message is a dollar.</summary>
    public static IReadOnlyList<JobVariable> Of(PipelineSubject of) =>
    [
        .. new (string Key, string? Value)[] { ("CI", "true"), ("GITLAB_CI", "true") }
            .Concat(OfServer(of.Server)).Concat(OfProject(of)).Concat(OfPipeline(of)).Concat(OfCommit(of)).Concat(OfMergeRequest(of))
            .Where(pair => pair.Value is not null).Select(pair => new JobVariable(pair.Key, pair.Value!, Raw: true)),
    ];

    static IEnumerable<(string Key, string? Value)> OfServer(string? server)
    {
        if (server is null) return [];
        var uri = new Uri(server);
        return
        [
            ("CI_SERVER", "yes"), ("CI_SERVER_NAME", "Slipway"), ("CI_SERVER_URL", server), ("CI_SERVER_HOST", uri.Host), ("CI_SERVER_FQDN", uri.Authority),
            ("CI_SERVER_PORT", Text(uri.Port)), ("CI_SERVER_PROTOCOL", uri.Scheme), ("CI_API_V4_URL", server + "/api/v4"),
        ];
    }

    static IEnumerable<(string Key, string? Value)> OfProject(PipelineSubject of)
    {
        var cut = of.ProjectPath.LastIndexOf('/');
        var (owner, name) = (cut < 0 ? "" : of.ProjectPath[..cut], of.ProjectPath[(cut + 1)..]);
        return
        [
            ("CI_PROJECT_ID", Text(of.ProjectId)), ("CI_PROJECT_NAME", name), ("CI_PROJECT_TITLE", name), ("CI_PROJECT_PATH", of.ProjectPath),
            ("CI_PROJECT_PATH_SLUG", Slug.Of(of.ProjectPath)), ("CI_PROJECT_NAMESPACE", owner), ("CI_PROJECT_ROOT_NAMESPACE", owner.Split('/')[0]),
            ("CI_PROJECT_URL", of.Server is null ? null : $"{of.Server}/{of.ProjectPath}"),
            ("CI_PROJECT_VISIBILITY", of.Private switch { true => "private", false => "public", null => null }),
            ("CI_DEFAULT_BRANCH", of.DefaultBranch), ("CI_CONFIG_PATH", of.ConfigPath),
        ];
    }

    static IEnumerable<(string Key, string? Value)> OfPipeline(PipelineSubject of) =>
    [
        ("CI_PIPELINE_ID", Text(of.Id)), ("CI_PIPELINE_IID", Text(of.Number)),
        ("CI_PIPELINE_URL", of.Server is null || of.Id is null ? null : $"{of.Server}/{of.ProjectPath}/-/pipelines/{Text(of.Id)}"),
        ("CI_PIPELINE_SOURCE", of.Source), ("CI_PIPELINE_NAME", of.Name), ("CI_PIPELINE_CREATED_AT", of.CreatedAt is { } at ? Instant(at) : null),
        ("GITLAB_USER_LOGIN", of.By), ("GITLAB_USER_NAME", of.By),
    ];

    static IEnumerable<(string Key, string? Value)> OfCommit(PipelineSubject of) =>
    [
        ("CI_COMMIT_SHA", of.Commit?.Sha), ("CI_COMMIT_SHORT_SHA", of.Commit?.Sha[..Math.Min(8, of.Commit.Sha.Length)]),
        ("CI_COMMIT_BEFORE_SHA", of.Commit is null ? null : of.Commit.Before ?? NoCommit),
        ("CI_COMMIT_TITLE", of.Commit?.Title), ("CI_COMMIT_MESSAGE", of.Commit?.Message), ("CI_COMMIT_DESCRIPTION", of.Commit is { } commit ? Description(commit) : null),
        ("CI_COMMIT_AUTHOR", of.Commit?.Author), ("CI_COMMIT_TIMESTAMP", of.Commit is { At: var at } ? Instant(at) : null),
        ("CI_COMMIT_REF_NAME", of.Ref), ("CI_COMMIT_REF_SLUG", Slug.Of(of.Ref)),
        ("CI_COMMIT_REF_PROTECTED", of.Protected switch { true => "true", false => "false", null => null }),
        ("CI_COMMIT_BRANCH", of.RefKind == RefKind.Branch ? of.Ref : null), ("CI_COMMIT_TAG", of.RefKind == RefKind.Tag ? of.Ref : null),
    ];

    static IEnumerable<(string Key, string? Value)> OfMergeRequest(PipelineSubject of)
    {
        if (of.MergeRequest is not { } one) return [];
        var (number, url) = (Text(one.Number), of.Server is null ? null : $"{of.Server}/{of.ProjectPath}");
        return
        [
            ("CI_MERGE_REQUEST_ID", number), ("CI_MERGE_REQUEST_IID", number), ("CI_MERGE_REQUEST_TITLE", one.Title),
            ("CI_MERGE_REQUEST_DRAFT", one.Draft switch { true => "true", false => "false", null => null }), ("CI_MERGE_REQUEST_EVENT_TYPE", one.EventType),
            ("CI_MERGE_REQUEST_PROJECT_ID", Text(of.ProjectId)), ("CI_MERGE_REQUEST_PROJECT_PATH", of.ProjectPath), ("CI_MERGE_REQUEST_PROJECT_URL", url),
            ("CI_MERGE_REQUEST_REF_PATH", $"refs/merge-requests/{number}/head"),
            ("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", one.SourceBranch), ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", one.SourceCommit),
            ("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", Text(of.ProjectId)), ("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", of.ProjectPath), ("CI_MERGE_REQUEST_SOURCE_PROJECT_URL", url),
            ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", one.TargetBranch), ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", one.TargetCommit),
            ("CI_MERGE_REQUEST_DIFF_BASE_SHA", one.DiffBase), ("CI_OPEN_MERGE_REQUESTS", $"{of.ProjectPath}!{number}"),
        ];
    }

    // Without the title, where that is not cut.
    static string Description(CommitSubject commit)
    {
        var end = commit.Message.IndexOf('\n', StringComparison.Ordinal);
        return commit.Title.Length < 100 && end >= 0 ? commit.Message[(end + 1)..].TrimStart('\n') : commit.Message;
    }

    static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture).Replace("+00:00", "Z", StringComparison.Ordinal);

    static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
