using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.PackageServer;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Api;

static class TokenEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/tokens", List).WithSummary("The live tokens that the caller rules over, without their values").Produces<IReadOnlyList<TokenInfo>>().ProducesProblem(401);
        api.MapPost("/tokens", Create).WithSummary("Make a token; its value is shown this once").Produces<CreatedToken>(201).ProducesProblem(401).ProducesProblem(422);
        api.MapDelete("/tokens/{id:long}", Revoke).WithSummary("Revoke a token at once").Produces(204).ProducesProblem(401).ProducesProblem(404);
    }

    static IResult List(RequestContext request, TokenDirectory tokens, UserDirectory users) => !request.Caller.IsKnown
        ? RequestCaller.Unauthenticated()
        : TypedResults.Ok<IReadOnlyList<TokenInfo>>([.. tokens.Live.Where(token => Rules(request.Caller, token))
            .OrderBy(token => token.Id).Select(token => Info(token, tokens, users))]);

    static async Task<IResult> Create(
        CreateToken body, RequestContext request, TokenDirectory tokens, RepositoryDirectory repositories, UserDirectory users, TimeProvider time, CancellationToken ct)
    {
        if (!request.Caller.IsKnown)
        {
            return RequestCaller.Unauthenticated();
        }

        if (!Rules(request.Caller, body.Repository) && !(body.Repository is null && RulesOwn(request.Caller)))
        {
            return Refusal.Of(ProblemCode.Forbidden, $"The token '{request.Caller.Name}' has no admin scope for {body.Repository ?? "the whole instance"}.");
        }

        if (!Enum.TryParse<Scope>(body.Scope, ignoreCase: true, out var scope) || scope is not (Scope.Read or Scope.Push or Scope.Admin)
            || body.Name is not { Length: > 0 and <= 200 } || body.Name.Any(char.IsControl))
        {
            return Refusal.Of(ProblemCode.Malformed, "A token needs a name of 1 to 200 characters and a scope: read, push or admin.");
        }

        if (body.Repository is not null && (body.Repository.Split('/') is not [var owner, var name] || repositories.Find(owner, name) is null))
        {
            return Refusal.Of(ProblemCode.NotFound, $"There is no repository {body.Repository}.");
        }

        var value = TokenValue.Random();
        var token = await tokens.AddAsync(
            new Token
            {
                Name = body.Name,
                Kind = TokenKind.Api,
                Scope = scope,
                Repository = body.Repository,
                UserId = request.Caller.User?.Id,
                Hash = TokenValue.Hash(value),
                CreatedAt = time.GetUtcNow(),
                ExpiresAt = body.ExpiresAt,
            },
            ct);
        return TypedResults.Created($"/api/v2/tokens/{token.Id}", new CreatedToken(Info(token, tokens, users), value));
    }

    static async Task<IResult> Revoke(long id, RequestContext request, TokenDirectory tokens, CancellationToken ct)
    {
        if (!request.Caller.IsKnown)
        {
            return RequestCaller.Unauthenticated();
        }

        var token = tokens.Live.FirstOrDefault(token => token.Id == id && Rules(request.Caller, token));
        return token is not null && await tokens.RevokeAsync(id, ct)
            ? TypedResults.NoContent()
            : Refusal.Of(ProblemCode.NotFound, $"There is no live token {id}. 'slipway token list' names them.");
    }

    static bool Rules(Caller caller, Token token) =>
        (token.ProjectId is null || caller.IsUnlimited) && Rules(caller, token.Repository)
        || (RulesOwn(caller) && token.UserId == caller.User!.Id);

    /// <summary>Users rule over their own tokens.</summary>
    static bool RulesOwn(Caller caller) => caller is { User: not null, IsUnlimited: true, Scope: Scope.Admin };

    static bool Rules(Caller caller, string? repository) =>
        repository is null ? caller.MayEverywhere(Scope.Admin) : caller.May(Scope.Admin, repository);

    static TokenInfo Info(Token token, TokenDirectory tokens, UserDirectory users) => new(
        token.Id, token.Name, token.Scope.ToString().ToLowerInvariant(), token.Repository, token.CreatedAt, token.ExpiresAt, tokens.LastUsed(token),
        token.UserId is { } user ? users.Find(user)?.Name : null, token.ProjectPath, token.Origin);
}
