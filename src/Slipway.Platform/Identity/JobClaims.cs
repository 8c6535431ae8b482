namespace Slipway.Platform.Identity;

/// <summary>
/// What an ID token says of a job, under the names and in the types that GitLab's ID tokens have (GitLab's documentation, "OpenID Connect
/// (OIDC) authentication using ID tokens"): numbers of things and truths are strings, but for <c>runner_id</c>.
/// </summary>
public sealed record JobClaims
{
    public required long ProjectId { get; init; }

    /// <summary><c>group/project</c></summary>
    public required string ProjectPath { get; init; }

    /// <summary><c>public</c>, <c>internal</c> or <c>private</c>.</summary>
    public required string ProjectVisibility { get; init; }

    /// <summary>Who started the pipeline; null for schedules that nobody owns.</summary>
    public long? UserId { get; init; }

    public string? UserLogin { get; init; }

    public string? UserEmail { get; init; }

    public required long PipelineId { get; init; }

    /// <summary>As <c>CI_PIPELINE_SOURCE</c>.</summary>
    public required string PipelineSource { get; init; }

    public required long JobId { get; init; }

    /// <summary>Whole: <c>refs/heads/main</c>, <c>refs/tags/v1</c>, <c>refs/merge-requests/3/head</c>.</summary>
    public required string FullRef { get; init; }

    public required bool RefProtected { get; init; }

    /// <summary>The commit, in hex.</summary>
    public required string Commit { get; init; }

    public string? Environment { get; init; }

    public bool EnvironmentProtected { get; init; }

    /// <summary><c>production</c>, <c>staging</c>, <c>testing</c>, <c>development</c> or <c>other</c>.</summary>
    public string? DeploymentTier { get; init; }

    public long? RunnerId { get; init; }

    /// <summary><c>self-hosted</c>, or what the builder of the machine is called.</summary>
    public string RunnerEnvironment { get; init; } = "self-hosted";

    /// <summary><c>host/group/project//.gitlab-ci.yml@refs/heads/main</c></summary>
    public string? ConfigRefUri { get; init; }

    /// <summary>The commit that the configuration is from.</summary>
    public string? ConfigCommit { get; init; }

    /// <summary><c>branch</c> or <c>tag</c>; a merge request's ref counts as a branch, as at GitLab.</summary>
    public string RefType => FullRef.StartsWith(Tags, StringComparison.Ordinal) ? "tag" : "branch";

    /// <summary>The ref as people say it: <c>main</c>.</summary>
    public string ShortRef =>
        FullRef.StartsWith(Heads, StringComparison.Ordinal) ? FullRef[Heads.Length..]
        : FullRef.StartsWith(Tags, StringComparison.Ordinal) ? FullRef[Tags.Length..]
        : FullRef;

    /// <summary>The token's <c>sub</c>: <c>project_path:group/project:ref_type:branch:ref:main</c>.</summary>
    public string Subject => $"project_path:{ProjectPath}:ref_type:{RefType}:ref:{ShortRef}";

    const string Heads = "refs/heads/";
    const string Tags = "refs/tags/";

    /// <summary>For <see cref="IdTokenIssuer.Issue"/>; what is null is left out.</summary>
    public IReadOnlyDictionary<string, object> ToClaims() => new (string Name, object? Value)[]
    {
        ("namespace_path", ProjectPath[..Math.Max(ProjectPath.LastIndexOf('/'), 0)]),
        ("project_id", Text(ProjectId)),
        ("project_path", ProjectPath),
        ("project_visibility", ProjectVisibility),
        ("user_id", UserId is { } user ? Text(user) : null),
        ("user_login", UserLogin),
        ("user_email", UserEmail),
        ("pipeline_id", Text(PipelineId)),
        ("pipeline_source", PipelineSource),
        ("job_id", Text(JobId)),
        ("ref", ShortRef),
        ("ref_type", RefType),
        ("ref_path", FullRef),
        ("ref_protected", Text(RefProtected)),
        ("environment", Environment),
        ("environment_protected", Environment is null ? null : Text(EnvironmentProtected)),
        ("deployment_tier", DeploymentTier),
        ("runner_id", RunnerId),
        ("runner_environment", RunnerEnvironment),
        ("sha", Commit),
        ("ci_config_ref_uri", ConfigRefUri),
        ("ci_config_sha", ConfigCommit),
    }.Where(claim => claim.Value is not null).ToDictionary(claim => claim.Name, claim => claim.Value!, StringComparer.Ordinal);

    static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    static string Text(bool truth) => truth ? "true" : "false";
}
