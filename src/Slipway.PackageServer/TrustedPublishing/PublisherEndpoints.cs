using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.PackageServer;
using Slipway.PackageServer.Api;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.TrustedPublishing;

static class PublisherEndpoints
{
    const int Longest = 300;

    public static void Map(RouteGroupBuilder api)
    {
        var publishers = api.MapGroup("/repositories/{owner}/{name}/publishers");
        publishers.MapGet("/", List).WithSummary("Which jobs may push here without a stored secret").Produces<IReadOnlyList<PublisherInfo>>().ProducesProblem(401).ProducesProblem(404);
        publishers.MapPost("/", Add).WithSummary("Let jobs of a project push here").Produces<PublisherInfo>(201).ProducesProblem(401).ProducesProblem(422);
        publishers.MapDelete("/{id:long}", Remove).WithSummary("Let them no longer").Produces(204).ProducesProblem(401).ProducesProblem(404);
        api.MapPost("/oidc/token", Trade).WithSummary("Trade a job's ID token for a short-lived push token of one repository")
            .Produces<TradedToken>(201).ProducesProblem(401).ProducesProblem(403).ProducesProblem(503);
    }

    static async Task<IResult> List(string owner, string name, RequestContext request, PublisherStore store, CancellationToken ct) =>
        request.Find(owner, name, Scope.Admin, out var refusal) is { } repository
            ? TypedResults.Ok<IReadOnlyList<PublisherInfo>>([.. (await store.ListAsync(repository.Id, ct)).Select(Info)])
            : refusal!;

    static async Task<IResult> Add(
        string owner, string name, CreatePublisher body, RequestContext request, PublisherStore store, TrustedIssuers issuers, TimeProvider time, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Admin, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        var issuer = body.Issuer ?? issuers.Own;
        if (!issuers.Contains(issuer))
        {
            return Refusal.Of(ProblemCode.IssuerUntrusted, $"This server does not trust the issuer '{issuer}'. It trusts {string.Join(", ", issuers.All)}; who runs it can add others to TrustedPublishing:Issuers.");
        }

        if (!IsText(body.Project) || !body.Project.Contains('/', StringComparison.Ordinal) || !IsText(body.Ref) || (body.Environment is not null && !IsText(body.Environment)))
        {
            return Refusal.Of(ProblemCode.Malformed, "A publisher needs a project (GROUP/PROJECT) and a ref, as main, release/*, refs/tags/v*; each of at most 300 characters.");
        }

        var publisher = await store.AddAsync(
            new TrustedPublisher
            {
                RepositoryId = repository.Id,
                Issuer = issuer,
                Project = body.Project,
                RefPattern = body.Ref.StartsWith("refs/", StringComparison.Ordinal) ? body.Ref : "refs/heads/" + body.Ref,
                ProtectedOnly = !body.Unprotected,
                Environment = body.Environment,
                CreatedAt = time.GetUtcNow(),
                CreatedBy = request.Caller.By,
            },
            ct);
        return TypedResults.Created($"/api/v2/repositories/{repository.FullName}/publishers/{publisher.Id}", Info(publisher));
    }

    static async Task<IResult> Remove(string owner, string name, long id, RequestContext request, PublisherStore store, CancellationToken ct) =>
        request.Find(owner, name, Scope.Admin, out var refusal) is not { } repository ? refusal!
        : await store.RemoveAsync(repository.Id, id, ct) ? TypedResults.NoContent()
        : Refusal.Of(ProblemCode.NotFound, $"{repository.FullName} has no publisher {id}. 'slipway publisher list {repository.FullName}' names them.");

    static async Task<IResult> Trade(TradeToken body, TradeIdToken trade, HttpResponse response, CancellationToken ct)
    {
        response.Headers.CacheControl = "no-store";
        return body is not { Repository: not null, Token: not null }
            ? Refusal.Of(ProblemCode.Malformed, "Name the repository (OWNER/NAME), and send the ID token as 'token'.")
            : await trade.RunAsync(body.Repository, body.Token, ct) switch
            {
                TradeOutcome.Traded traded => TypedResults.Created((string?)null, new TradedToken(traded.Value, body.Repository, traded.ExpiresAt)),
                TradeOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail, refused.Code),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
    }

    public static PublisherInfo Info(TrustedPublisher row) => new(
        row.Id, row.Issuer, row.Project, row.RefPattern, !row.ProtectedOnly, row.Environment, row.CreatedAt, row.CreatedBy, row.LastUsedAt);

    static bool IsText(string? text) => text is { Length: > 0 and <= Longest } && !text.Any(char.IsControl);
}
