using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.PackageServer;
using Slipway.Formats.Provenance;
using Slipway.PackageServer.Api;
using Slipway.PackageServer.Pool;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Provenance;

static class ProvenanceEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, RouteGroupBuilder api)
    {
        routes.MapGet("/{owner}/{name}/packages/{os}/{version}/{filename}/provenance", Show).ExcludeFromDescription();
        api.MapGet("/provenance/keys", Keys).WithSummary("The keys that sign provenance, and those that did").Produces<IReadOnlyList<ProvenanceKeyInfo>>();
        api.MapPost("/provenance/keys", Rotate).WithSummary("Sign provenance with a new key from now on").Produces<ProvenanceKeyInfo>(201).ProducesProblem(401).ProducesProblem(403);
    }

    static async Task<IResult> Show(
        string owner, string name, string os, string version, string filename, RequestContext request, PackageList packages, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Read, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        return repository.Find($"{os}/{version}") is { } line && await packages.FindAsync(line.DistributionId, filename, ct) is { Provenance: { } provenance }
            ? TypedResults.Bytes(provenance.Envelope, ProvenanceStatement.PayloadType)
            : Refusal.Of(ProblemCode.NotFound, $"There is no provenance of {filename} in {repository.FullName}/{os}/{version}. Only packages that a job pushed with its ID token have it.");
    }

    static async Task<IResult> Keys(ProvenanceKeys keys, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<ProvenanceKeyInfo>>([.. (await keys.ListAsync(ct)).Select(Info)]);

    static async Task<IResult> Rotate(RequestContext request, ProvenanceKeys keys, CancellationToken ct) =>
        request.RefuseUnless(Scope.Admin) ?? TypedResults.Created("/api/v2/provenance/keys", Info(await keys.RotateAsync(ct)));

    static ProvenanceKeyInfo Info(ProvenanceKeyRow row) => new(row.KeyId, "ecdsa-p256", row.PublicKey, row.CreatedAt, row.RetiredAt);
}
