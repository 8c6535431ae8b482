using Slipway.Contracts.DevInstance;
using Slipway.Pipelines.Variables;
using Slipway.Platform.Auth;
using Slipway.Platform.Identity;

namespace Slipway.BuildMachines.Payload;

/// <summary>The <c>id_tokens</c> of a job: signed by this server's own issuer, good for as long as the job may run.</summary>
sealed class IdTokens(IdTokenIssuer issuer, UserDirectory users)
{
    static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    public IEnumerable<PayloadVariable> For(JobVariables.Sources from, VariableText text, string? environment, int timeoutSeconds)
    {
        if (from.Definition.IdTokens.Count == 0)
        {
            yield break;
        }

        var claims = ClaimsOf(from, environment);
        var lifetime = TimeSpan.FromSeconds(Math.Clamp(timeoutSeconds, Shortest.TotalSeconds, IdentityKeys.LongestLifetime.TotalSeconds));
        foreach (var token in from.Definition.IdTokens)
        {
            yield return new PayloadVariable(
                token.Name, issuer.Issue([.. token.Audiences.Select(text.Expand)], claims.Subject, lifetime, claims.ToClaims()), Public: false, Masked: true, Raw: true);
        }
    }

    JobClaims ClaimsOf(JobVariables.Sources from, string? environment)
    {
        var (pipeline, project, user) = (from.Pipeline, from.Project, from.Job.ById is { } id ? users.Find(id) : null);
        return new JobClaims
        {
            ProjectId = project.Id,
            ProjectPath = project.Path,
            ProjectVisibility = project.Private ? "private" : "public",
            UserId = user?.Id,
            UserLogin = from.Job.By,
            UserEmail = user?.Email,
            PipelineId = pipeline.Id,
            PipelineSource = pipeline.Source,
            JobId = from.Job.Id,
            FullRef = pipeline.FullRef,
            RefProtected = pipeline.Protected,
            Commit = pipeline.Commit,
            Environment = environment,
            DeploymentTier = from.Definition.Environment?.Tier,
            RunnerId = from.Runner.Id,
            ConfigRefUri = $"{new Uri(PipelineSubjects.ServerOf(project)).Authority}/{project.Path}//.gitlab-ci.yml@{pipeline.FullRef}",
            ConfigCommit = pipeline.Commit,
        };
    }
}
