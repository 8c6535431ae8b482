using System.Text.Json.Serialization;

namespace Slipway.BuildMachines.Payload;

/// <summary>
/// The answer to a runner's request, as gitlab-runner decodes it (common/spec/spec.go): strict about types, deaf to what it does not know.
/// <c>run</c> must not be there at all.
/// </summary>
sealed record JobPayload(
    long Id, string Token, bool AllowGitFetch, JobInfo JobInfo, GitInfo GitInfo, RunnerInfo RunnerInfo, IReadOnlyList<PayloadVariable> Variables,
    IReadOnlyList<PayloadStep> Steps, PayloadImage? Image, IReadOnlyList<PayloadService> Services, IReadOnlyList<PayloadArtifact> Artifacts,
    IReadOnlyList<PayloadCache> Cache, IReadOnlyList<PayloadCredentials> Credentials, IReadOnlyList<PayloadDependency> Dependencies,
    IReadOnlyList<PayloadHook> Hooks, PayloadFeatures Features);

/// <param name="ProjectJobsRunningOnInstanceRunnersCount">A number as a string; <c>+Inf</c> is allowed there.</param>
sealed record JobInfo(
    long Id, string Name, string Stage, long PipelineId, long ProjectId, string ProjectName, string ProjectFullPath, long NamespaceId, long RootNamespaceId,
    long OrganizationId, string InstanceId, string InstanceUuid, long UserId, double TimeInQueueSeconds, string ProjectJobsRunningOnInstanceRunnersCount,
    long QueueSize, long QueueDepth);

/// <param name="RefType"><c>branch</c> or <c>tag</c>.</param>
/// <param name="Depth">0: all of it.</param>
sealed record GitInfo(
    string RepoUrl, string RepoObjectFormat, string Ref, string Sha, string BeforeSha, string RefType, int Depth, IReadOnlyList<string> Refspecs, bool Protected);

/// <param name="Timeout">Seconds.</param>
sealed record RunnerInfo(int Timeout, string Uuid);

/// <param name="File">The value goes into a file, the variable holds its path.</param>
/// <param name="Raw">References in it are not followed.</param>
sealed record PayloadVariable(string Key, string Value, bool Public, bool Masked, bool File = false, bool Raw = false);

sealed record PayloadStep(string Name, IReadOnlyList<string> Script, int Timeout, string When, bool AllowFailure);

sealed record PayloadImage(string Name, IReadOnlyList<string>? Entrypoint, IReadOnlyList<string>? PullPolicy, ExecutorOptions ExecutorOpts);

/// <param name="Alias">Names with blanks between.</param>
sealed record PayloadService(
    string Name, string? Alias, IReadOnlyList<string>? Entrypoint, IReadOnlyList<string>? Command, IReadOnlyList<string>? PullPolicy,
    ExecutorOptions ExecutorOpts, IReadOnlyList<PayloadVariable>? Variables);

/// <summary>Any other key in it fails the job.</summary>
sealed record ExecutorOptions(DockerOptions? Docker);

sealed record DockerOptions(string? Platform, string? User);

sealed record PayloadArtifact(
    string Name, bool Untracked, IReadOnlyList<string> Paths, IReadOnlyList<string> Exclude, string When, string? ExpireIn, string ArtifactType, string ArtifactFormat);

sealed record PayloadCache(string Key, bool Untracked, string Policy, IReadOnlyList<string> Paths, string When, IReadOnlyList<string> FallbackKeys);

sealed record PayloadCredentials(string Type, string Url, string Username, string Password);

/// <param name="Token">What its artifacts are fetched with: the asking job's own.</param>
sealed record PayloadDependency(long Id, string Token, string Name, DependencyArtifacts ArtifactsFile);

sealed record DependencyArtifacts(string Filename, long Size);

sealed record PayloadHook(string Name, IReadOnlyList<string> Script);

sealed record PayloadFeatures(bool TraceSections, IReadOnlyList<string> TokenMaskPrefixes, IReadOnlyList<string> FailureReasons);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobPayload))]
sealed partial class PayloadJson : JsonSerializerContext;
