using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.PackageServer;
using Slipway.Formats;
using Slipway.Formats.OpenPgp;
using Slipway.PackageServer.Signing;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Api;

static class KeyEndpoints
{
    const int LongestUserId = 250;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/keys", List).WithSummary("The signing keys, public side").Produces<IReadOnlyList<KeyInfo>>().ProducesProblem(401);
        api.MapPost("/keys", Create).WithSummary("Make a signing key").Produces<KeyInfo>(201).ProducesProblem(401).ProducesProblem(422);
        api.MapPost("/keys/import", Import).WithSummary("Bring a key that clients already trust").Produces<KeyInfo>(201).ProducesProblem(401).ProducesProblem(422);
    }

    static async Task<IResult> List(RequestContext request, KeyRing keys, CancellationToken ct) =>
        request.RefuseUnless(Scope.Read) ?? TypedResults.Ok<IReadOnlyList<KeyInfo>>([.. (await keys.ListAsync(ct)).Select(Info)]);

    static async Task<IResult> Create(CreateKey body, RequestContext request, KeyRing keys, CancellationToken ct)
    {
        if (request.RefuseUnless(Scope.Admin) is { } refusal)
        {
            return refusal;
        }

        KeyAlgorithm? algorithm = body.Algorithm switch { "rsa4096" => KeyAlgorithm.Rsa4096, "ed25519" => KeyAlgorithm.Ed25519, _ => null };
        if (algorithm is null || body.UserId is not { Length: > 0 and <= LongestUserId } || body.UserId.Any(char.IsControl))
        {
            return Refusal.Of(ProblemCode.KeyInvalid, "Name an algorithm, rsa4096 or ed25519, and a user id like 'Example Packages <packages@example.org>'.");
        }

        var row = await keys.GenerateAsync(algorithm.Value, body.UserId, ct);
        return TypedResults.Created("/api/v2/keys", Info(row));
    }

    static async Task<IResult> Import(ImportKey body, RequestContext request, KeyRing keys, TimeProvider time, CancellationToken ct)
    {
        if (request.RefuseUnless(Scope.Admin) is { } refusal)
        {
            return refusal;
        }

        try
        {
            return TypedResults.Created("/api/v2/keys", Info(await keys.AddAsync(SigningKey.Import(body.SecretKey, body.Passphrase, time.GetUtcNow()), ct)));
        }
        catch (MalformedInputException malformed)
        {
            return Refusal.Of(ProblemCode.KeyInvalid, malformed.Message, malformed.Code);
        }
    }

    static KeyInfo Info(SigningKeyRow row) => new(row.Fingerprint, row.UserId, row.Algorithm, row.CreatedAt, row.IsDefault, row.PublicKey);
}
