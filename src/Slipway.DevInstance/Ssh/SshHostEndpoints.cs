using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.Contracts.PackageServer;
using Slipway.DevInstance.Access;
using Slipway.Formats;
using Slipway.Formats.Ssh;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Ssh;

/// <summary>For the host whose sshd serves git: it asks whose a key is, and hands the session over. Its token allows nothing else.</summary>
static class SshHostEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/ssh/token", CreateToken).WithSummary("Make a token for a host whose sshd serves git").Produces<CreatedToken>(201).ProducesProblem(401).ProducesProblem(403);
        api.MapGet("/ssh/keys", FindKey).WithSummary("Whose SSH key this is, for sshd's AuthorizedKeysCommand").Produces<KnownSshKey>().ProducesProblem(401).ProducesProblem(404);
        api.MapGet("/ssh/sessions/{key:long}", ServeAsync).WithSummary("A git session over an upgraded connection, for sshd's forced command")
            .Produces(101).ProducesProblem(401).ProducesProblem(404).ProducesProblem(422);
    }

    static async Task<IResult> CreateToken(CreateSshToken body, ProjectRequest request, TokenDirectory tokens, TimeProvider time, CancellationToken ct)
    {
        if (request.RefuseUnlessAdmin() is { } refusal)
        {
            return refusal;
        }

        if (body.Name is not { Length: > 0 and <= 200 } || body.Name.Any(char.IsControl))
        {
            return Refusal.Of(ProblemCode.Malformed, "A token needs a name of 1 to 200 characters.");
        }

        var value = TokenValue.Random();
        var token = await tokens.AddAsync(
            new Token { Name = body.Name, Kind = TokenKind.Ssh, Scope = Scope.None, Hash = TokenValue.Hash(value), CreatedAt = time.GetUtcNow() }, ct);
        return TypedResults.Created($"/api/v2/tokens/{token.Id}", new CreatedToken(new TokenInfo(token.Id, token.Name, "ssh", null, token.CreatedAt, null, null), value));
    }

    static async Task<IResult> FindKey(string type, string key, ProjectRequest request, SshKeyStore keys, CancellationToken ct)
    {
        if (request.Caller.Kind != TokenKind.Ssh)
        {
            return RequestCaller.Unauthenticated();
        }

        try
        {
            return await keys.FindAsync(SshPublicKey.Parse($"{type} {key}").Fingerprint, ct) is { } known
                ? TypedResults.Ok(new KnownSshKey(known.Id, known.Line))
                : Refusal.Of(ProblemCode.NotFound, "Nobody here has this key.");
        }
        catch (MalformedInputException malformed)
        {
            return Refusal.Of(ProblemCode.KeyInvalid, malformed.Message, malformed.Code);
        }
    }

    static async Task<IResult> ServeAsync(
        long key, string? command, string? protocol, HttpContext context, ProjectRequest request, SshKeyStore keys, SshSession session, CancellationToken ct)
    {
        if (request.Caller.Kind != TokenKind.Ssh)
        {
            return RequestCaller.Unauthenticated();
        }

        if (await keys.FindAsync(key, ct) is not { } known)
        {
            return Refusal.Of(ProblemCode.NotFound, $"There is no key {key} any more.");
        }

        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade)
        {
            return Refusal.Of(ProblemCode.Malformed, "Ask for an upgrade: 'Connection: Upgrade', 'Upgrade: slipway-git'.");
        }

        context.Response.Headers.Upgrade = "slipway-git";
        await using var stream = await upgrade.UpgradeAsync();
        await session.ServeAsync(stream, known, command ?? "", protocol, ct);
        return TypedResults.Empty;
    }
}
