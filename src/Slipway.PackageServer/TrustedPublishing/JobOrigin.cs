using System.Text.Json.Serialization;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>The job that a checked ID token was given to, whichever issuer it is from. What the token does not say is null.</summary>
/// <param name="Issuer">Its <c>iss</c>.</param>
/// <param name="Project"><c>group/project</c></param>
/// <param name="SourceUrl">The project's address; git clones it from there.</param>
/// <param name="FullRef"><c>refs/heads/main</c></param>
/// <param name="Commit">In hex.</param>
/// <param name="Config">Where the job is written down: <c>host/group/project//.gitlab-ci.yml@refs/heads/main</c>.</param>
/// <param name="JobUrl">The run, to look at.</param>
/// <param name="RunnerEnvironment">What kind of machine the issuer says it ran on: <c>self-hosted</c>, <c>github-hosted</c>.</param>
/// <param name="TokenId">The ID token's <c>jti</c>.</param>
sealed record JobOrigin(
    string Issuer, string Project, string SourceUrl, string FullRef, bool RefProtected, string? Environment, string? Commit, string? Config,
    string? PipelineId, string? PipelineSource, string? JobId, string? JobUrl, string? RunnerId, string? RunnerEnvironment, string? User,
    string TokenId, DateTimeOffset TokenIssuedAt, DateTimeOffset TokenExpiresAt)
{
    /// <summary>Short, for people: <c>team/tools at refs/heads/main, job 12</c>.</summary>
    public override string ToString() => $"{Project} at {FullRef}{(JobId ?? PipelineId) switch { null => "", var id => $", job {id}" }}";
}

[JsonSerializable(typeof(JobOrigin))]
sealed partial class JobOriginJson : JsonSerializerContext;
