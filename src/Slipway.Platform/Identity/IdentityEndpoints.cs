using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.Platform.Identity;

/// <summary>Where others learn the issuer's keys, at the addresses that GitLab's has; and the admin's way to a new key.</summary>
public static class IdentityEndpoints
{
    const string KeysPath = "/oauth/discovery/keys";

    static readonly string[] Claims =
    [
        "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "namespace_path", "project_id", "project_path", "project_visibility", "user_id", "user_login", "user_email",
        "pipeline_id", "pipeline_source", "job_id", "ref", "ref_type", "ref_path", "ref_protected", "environment", "environment_protected", "deployment_tier",
        "runner_id", "runner_environment", "sha", "ci_config_ref_uri", "ci_config_sha",
    ];

    public static void MapIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/.well-known/openid-configuration", Discover).ExcludeFromDescription();
        routes.MapGet(KeysPath, Keys).ExcludeFromDescription();
        routes.MapPost("/api/v2/identity/rotate", Rotate).WithTags("Identity").WithSummary("Give the ID token issuer a new key")
            .Produces(204).ProducesProblem(401).ProducesProblem(403);
    }

    static IResult Discover(IdTokenIssuer issuer, IdentityKeys keys, HttpResponse response)
    {
        Cache(response);
        return TypedResults.Json(
            new DiscoveryDocument(
                issuer.Issuer, issuer.Issuer + KeysPath, ["id_token"], ["public"], [.. keys.Published.Select(key => key.Algorithm).Distinct(StringComparer.Ordinal)], ["openid"], Claims),
            IdentityJson.Default.DiscoveryDocument);
    }

    static IResult Keys(IdentityKeys keys, HttpResponse response)
    {
        Cache(response);
        return TypedResults.Json(new PublishedKeySet([.. keys.Published.Select(key => key.Public)]), IdentityJson.Default.PublishedKeySet);
    }

    /// <param name="replace">True: the key may be stolen; its tokens are worth nothing from now on.</param>
    static async Task<IResult> Rotate(
        HttpRequest request, BrowserSessions sessions, IdentityKeys keys, IOptions<IdentityOptions> options, CancellationToken ct, bool replace = false)
    {
        var caller = sessions.Find(request);
        if (!caller.MayEverywhere(Scope.Admin))
        {
            return caller.IsKnown
                ? Refusal.Of(ProblemCode.Forbidden, $"The token '{caller.Name}' has no admin scope for the whole instance.")
                : Refusal.Of(ProblemCode.Unauthenticated, "Send a token that is valid: 'slipway login URL', or the header 'Authorization: Bearer TOKEN'.");
        }

        await (replace ? keys.ReplaceAsync(options.Value.Algorithm, ct) : keys.RotateAsync(options.Value.Algorithm, ct));
        return TypedResults.NoContent();
    }

    static void Cache(HttpResponse response) => response.Headers.CacheControl = "public, max-age=300";
}
