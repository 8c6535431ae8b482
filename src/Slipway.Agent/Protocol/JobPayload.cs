using System.Text.Json.Serialization;

namespace Slipway.Agent.Protocol;

/// <summary>A job as <c>POST /jobs/request</c> answers it (GitLab's <c>common/spec</c>). What the runner does not use is left out; unknown fields are ignored.</summary>
sealed record JobPayload
{
    public required long Id { get; init; }

    public required string Token { get; init; }

    public bool AllowGitFetch { get; init; }

    public required JobFacts JobInfo { get; init; }

    public required GitFacts GitInfo { get; init; }

    public RunnerLimits? RunnerInfo { get; init; }

    public IReadOnlyList<JobVariable>? Variables { get; init; }

    public IReadOnlyList<JobStep>? Steps { get; init; }

    public ImageFacts? Image { get; init; }

    public IReadOnlyList<ImageFacts>? Services { get; init; }

    public IReadOnlyList<ArtifactFacts>? Artifacts { get; init; }

    public IReadOnlyList<CacheFacts>? Cache { get; init; }

    public IReadOnlyList<CredentialFacts>? Credentials { get; init; }

    public IReadOnlyList<DependencyFacts>? Dependencies { get; init; }

    /// <summary><c>pre_get_sources_script</c>.</summary>
    public IReadOnlyList<JobHook>? Hooks { get; init; }

    public JobFeatures? Features { get; init; }

    /// <summary>Steps of the newer kind, which this runner does not carry out: a job that has them is refused, not run without them.</summary>
    public string? Run { get; init; }
}

sealed record JobFacts
{
    public string? Name { get; init; }

    public string? Stage { get; init; }

    public long PipelineId { get; init; }

    public long ProjectId { get; init; }

    public string? ProjectName { get; init; }

    public string? ProjectFullPath { get; init; }
}

sealed record GitFacts
{
    /// <summary>With the job's user and token in it; empty where no source is needed.</summary>
    public string? RepoUrl { get; init; }

    public string? RepoObjectFormat { get; init; }

    public string? Ref { get; init; }

    public string? Sha { get; init; }

    public string? RefType { get; init; }

    public int Depth { get; init; }

    public bool? Protected { get; init; }

    public IReadOnlyList<string>? Refspecs { get; init; }
}

/// <param name="Timeout">Seconds; 0 or less for the default of two hours.</param>
sealed record RunnerLimits(int Timeout);

sealed record JobVariable
{
    public required string Key { get; init; }

    public string? Value { get; init; }

    public bool Public { get; init; }

    public bool File { get; init; }

    public bool Masked { get; init; }

    /// <summary>Taken as it is: no <c>$NAME</c> in it is expanded.</summary>
    public bool Raw { get; init; }
}

sealed record JobStep
{
    public required string Name { get; init; }

    public IReadOnlyList<string>? Script { get; init; }

    public int Timeout { get; init; }

    public string? When { get; init; }

    public bool AllowFailure { get; init; }
}

sealed record JobHook(string? Name, IReadOnlyList<string>? Script);

/// <summary>The image of the job or of a service.</summary>
sealed record ImageFacts
{
    public string? Name { get; init; }

    /// <summary>Several, for a service, are apart by spaces or commas.</summary>
    public string? Alias { get; init; }

    public IReadOnlyList<string>? Entrypoint { get; init; }

    public IReadOnlyList<string>? Command { get; init; }

    public IReadOnlyList<string>? PullPolicy { get; init; }

    public IReadOnlyList<JobVariable>? Variables { get; init; }

    public ExecutorOptions? ExecutorOpts { get; init; }
}

sealed record ExecutorOptions(DockerOptions? Docker);

sealed record DockerOptions(string? Platform, string? User);

sealed record CredentialFacts(string? Type, string? Url, string? Username, string? Password);

/// <summary>A finished job whose artifacts this one wants.</summary>
sealed record DependencyFacts(long Id, string? Token, string? Name, DependencyFile? ArtifactsFile);

sealed record DependencyFile(string? Filename, long Size);

sealed record JobFeatures
{
    public IReadOnlyList<string>? TokenMaskPrefixes { get; init; }

    [JsonPropertyName("failure_reasons")]
    public IReadOnlyList<string>? KnownFailureReasons { get; init; }
}
