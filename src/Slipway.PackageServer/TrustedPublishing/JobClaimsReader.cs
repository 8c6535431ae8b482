using Microsoft.IdentityModel.JsonWebTokens;

namespace Slipway.PackageServer.TrustedPublishing;

/// <summary>
/// From a checked token to the job that it names: GitLab's claims (and our own, which are the same), or GitHub's
/// (docs.github.com, "OpenID Connect reference").
/// </summary>
static class JobClaimsReader
{
    const int LongestValue = 1000;

    /// <summary>Null: it says neither project nor ref, so no publisher can be meant.</summary>
    public static JobOrigin? Read(JsonWebToken token, DateTimeOffset issuedAt, DateTimeOffset expiresAt)
    {
        string? Claim(string name) =>
            token.TryGetClaim(name, out var claim) && claim.Value is { Length: > 0 and <= LongestValue } value && !value.Any(char.IsControl) ? value : null;

        var isProtected = string.Equals(Claim("ref_protected"), "true", StringComparison.OrdinalIgnoreCase);
        if (Claim("project_path") is { } project)
        {
            var source = $"{token.Issuer}/{project}";
            var fullRef = Claim("ref_path") ?? (Claim("ref"), Claim("ref_type")) switch
            {
                ({ } tag, "tag") => "refs/tags/" + tag,
                ({ } branch, _) => "refs/heads/" + branch,
                _ => null,
            };
            return fullRef is null ? null : new JobOrigin(
                token.Issuer, project, source, fullRef, isProtected, Claim("environment"), Claim("sha"), Claim("ci_config_ref_uri"),
                Claim("pipeline_id"), Claim("pipeline_source"), Claim("job_id"), Claim("job_id") is { } job ? $"{source}/-/jobs/{job}" : null,
                Claim("runner_id"), Claim("runner_environment"), Claim("user_login"), token.Id, issuedAt, expiresAt);
        }

        if (Claim("repository") is { } repository && Claim("ref") is { } whole)
        {
            var source = $"{GitHubServer(token.Issuer)}/{repository}";
            var run = Claim("run_id") is { } id ? $"{source}/actions/runs/{id}/attempts/{Claim("run_attempt") ?? "1"}" : null;
            return new JobOrigin(
                token.Issuer, repository, source, whole, isProtected, Claim("environment"), Claim("sha"), Claim("job_workflow_ref") ?? Claim("workflow_ref"),
                Claim("run_id"), Claim("event_name"), null, run, null, Claim("runner_environment"), Claim("actor"), token.Id, issuedAt, expiresAt);
        }

        return null;
    }

    // An Enterprise Server's issuer is https://HOST/_services/token.
    static string GitHubServer(string issuer) => issuer == TrustedIssuers.GitHub ? "https://github.com" : new Uri(issuer).GetLeftPart(UriPartial.Authority);
}
