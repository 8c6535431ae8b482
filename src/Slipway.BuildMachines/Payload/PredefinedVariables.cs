using System.Globalization;
using System.Text;
using Slipway.BuildMachines.Pipelines;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines;

namespace Slipway.BuildMachines.Payload;

/// <summary>The <c>CI_*</c> variables that a pipeline has before its jobs do: <c>rules</c> may ask for them, and every job gets them.</summary>
static class PredefinedVariables
{
    const string NoCommit = "0000000000000000000000000000000000000000";

    public static List<(string Key, string Value)> Of(Pipeline pipeline, StoredFacts facts, ProjectFacts project)
    {
        var root = ServerOf(project);
        var uri = new Uri(root);
        var (owner, name) = (project.Path[..project.Path.LastIndexOf('/')], project.Path[(project.Path.LastIndexOf('/') + 1)..]);
        List<(string Key, string Value)> all =
        [
            ("CI", "true"),
            ("GITLAB_CI", "true"),
            ("CI_SERVER", "yes"),
            ("CI_SERVER_NAME", "Slipway"),
            ("CI_SERVER_URL", root),
            ("CI_SERVER_HOST", uri.Host),
            ("CI_SERVER_FQDN", uri.Authority),
            ("CI_SERVER_PORT", uri.Port.ToString(CultureInfo.InvariantCulture)),
            ("CI_SERVER_PROTOCOL", uri.Scheme),
            ("CI_API_V4_URL", root + "/api/v4"),
            ("CI_PROJECT_ID", Text(project.Id)),
            ("CI_PROJECT_NAME", name),
            ("CI_PROJECT_TITLE", name),
            ("CI_PROJECT_PATH", project.Path),
            ("CI_PROJECT_PATH_SLUG", Slug(project.Path)),
            ("CI_PROJECT_NAMESPACE", owner),
            ("CI_PROJECT_ROOT_NAMESPACE", owner.Split('/')[0]),
            ("CI_PROJECT_URL", $"{root}/{project.Path}"),
            ("CI_PROJECT_VISIBILITY", project.Private ? "private" : "public"),
            ("CI_DEFAULT_BRANCH", facts.DefaultBranch),
            ("CI_CONFIG_PATH", ".gitlab-ci.yml"),
            ("CI_PIPELINE_SOURCE", pipeline.Source),
            ("CI_PIPELINE_CREATED_AT", Instant(pipeline.CreatedAt)),
            ("CI_COMMIT_SHA", pipeline.Commit),
            ("CI_COMMIT_SHORT_SHA", pipeline.Commit[..Math.Min(8, pipeline.Commit.Length)]),
            ("CI_COMMIT_BEFORE_SHA", pipeline.Before ?? NoCommit),
            ("CI_COMMIT_REF_NAME", pipeline.Ref),
            ("CI_COMMIT_REF_SLUG", Slug(pipeline.Ref)),
            ("CI_COMMIT_REF_PROTECTED", pipeline.Protected ? "true" : "false"),
            ("CI_COMMIT_TITLE", facts.Title),
            ("CI_COMMIT_MESSAGE", facts.Message),
            ("CI_COMMIT_DESCRIPTION", Description(facts)),
            ("CI_COMMIT_AUTHOR", $"{facts.AuthorName} <{facts.AuthorEmail}>"),
            ("CI_COMMIT_TIMESTAMP", Instant(facts.CommittedAt)),
            ("GITLAB_USER_LOGIN", pipeline.By),
            ("GITLAB_USER_NAME", pipeline.By),
        ];
        if (pipeline.Name is not null) all.Add(("CI_PIPELINE_NAME", pipeline.Name));
        switch (pipeline.RefKind)
        {
            case RefKind.Branch:
                all.Add(("CI_COMMIT_BRANCH", pipeline.Ref));
                break;
            case RefKind.Tag:
                all.Add(("CI_COMMIT_TAG", pipeline.Ref));
                break;
            case RefKind.MergeRequest when facts.MergeRequest is { } request:
                all.AddRange(OfMergeRequest(request, pipeline, project, root));
                break;
            default:
                break;
        }

        return all;
    }

    /// <summary>The server's address, as the project's own begins.</summary>
    public static string ServerOf(ProjectFacts project)
    {
        var url = project.HttpUrl.GetLeftPart(UriPartial.Path);
        var tail = $"/{project.Path}.git";
        return url.EndsWith(tail, StringComparison.Ordinal) ? url[..^tail.Length] : project.HttpUrl.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>As a host name's part: lower case, everything else a dash, 63 characters, no dash at its ends (<c>CI_COMMIT_REF_SLUG</c>).</summary>
    public static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (var c in text.ToLowerInvariant())
        {
            slug.Append(char.IsAsciiLetterOrDigit(c) ? c : '-');
        }

        var cut = slug.ToString();
        return cut[..Math.Min(63, cut.Length)].Trim('-');
    }

    static IEnumerable<(string Key, string Value)> OfMergeRequest(MergeRequestFacts request, Pipeline pipeline, ProjectFacts project, string root) =>
    [
        ("CI_MERGE_REQUEST_ID", Text(request.Number)),
        ("CI_MERGE_REQUEST_IID", Text(request.Number)),
        ("CI_MERGE_REQUEST_TITLE", request.Title),
        ("CI_MERGE_REQUEST_DRAFT", request.Draft ? "true" : "false"),
        ("CI_MERGE_REQUEST_EVENT_TYPE", request.Queued ? "merge_train" : pipeline.Commit == request.SourceCommit ? "detached" : "merged_result"),
        ("CI_MERGE_REQUEST_PROJECT_ID", Text(project.Id)),
        ("CI_MERGE_REQUEST_PROJECT_PATH", project.Path),
        ("CI_MERGE_REQUEST_PROJECT_URL", $"{root}/{project.Path}"),
        ("CI_MERGE_REQUEST_REF_PATH", $"refs/merge-requests/{Text(request.Number)}/head"),
        ("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", request.SourceBranch),
        ("CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", pipeline.Commit == request.SourceCommit ? "" : request.SourceCommit),
        ("CI_MERGE_REQUEST_SOURCE_PROJECT_ID", Text(project.Id)),
        ("CI_MERGE_REQUEST_SOURCE_PROJECT_PATH", project.Path),
        ("CI_MERGE_REQUEST_SOURCE_PROJECT_URL", $"{root}/{project.Path}"),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", request.TargetBranch),
        ("CI_MERGE_REQUEST_TARGET_BRANCH_SHA", pipeline.Commit == request.SourceCommit ? "" : request.TargetCommit),
        ("CI_MERGE_REQUEST_DIFF_BASE_SHA", request.DiffBase),
        ("CI_OPEN_MERGE_REQUESTS", $"{project.Path}!{Text(request.Number)}"),
    ];

    static string Description(StoredFacts facts)
    {
        var end = facts.Message.IndexOf('\n', StringComparison.Ordinal);
        return facts.Title.Length < 100 && end >= 0 ? facts.Message[(end + 1)..].TrimStart('\n') : facts.Message;
    }

    static string Instant(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture).Replace("+00:00", "Z", StringComparison.Ordinal);

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
