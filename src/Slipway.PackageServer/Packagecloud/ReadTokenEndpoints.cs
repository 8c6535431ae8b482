using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.PackageServer.Packagecloud.Objects;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>A machine's token, made from a master token. Whoever has the master token may make them; an admin may also see and revoke them.</summary>
static class ReadTokenEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var reads = api.MapGroup("/repos/{owner}/{name}/master_tokens/{master}/read_tokens");
        reads.MapGet("/", List);
        reads.MapPost("/", Create);
        reads.MapGet("/{id:long}", Show);
        reads.MapDelete("/{id:long}", Revoke);
    }

    static IResult List(string owner, string name, string master, PackagecloudRequest request, RepositoryTokens tokens) =>
        FindMaster(owner, name, master, request, tokens, Scope.Admin, out var refusal) is { } found
            ? TypedResults.Json(new ReadTokenList([.. tokens.ReadTokens(found.Token).Select(token => Describe(token, tokens))]), PackagecloudJson.Default.ReadTokenList)
            : refusal!;

    static async Task<IResult> Create(
        string owner, string name, string master, HttpRequest http, PackagecloudRequest request, RepositoryTokens tokens, CancellationToken ct)
    {
        if (FindMaster(owner, name, master, request, tokens, Scope.Read, out var refusal) is not { } found)
        {
            return refusal!;
        }

        var wanted = http.HasFormContentType ? (await http.ReadFormAsync(ct))["read_token[name]"].ToString() : "";
        if (!RepositoryTokens.IsName(wanted))
        {
            return Errors.Invalid("name", wanted.Length == 0 ? "can't be blank" : "is invalid");
        }

        return await tokens.ReadTokenAsync(found.Repository, found.Token, wanted, ct) is { } token
            ? TypedResults.Json(Describe(token, tokens), PackagecloudJson.Default.ReadToken, statusCode: 201)
            : Errors.NotFound();
    }

    static IResult Show(string owner, string name, string master, long id, PackagecloudRequest request, RepositoryTokens tokens) =>
        FindMaster(owner, name, master, request, tokens, Scope.Admin, out var refusal) is not { } found ? refusal!
        : tokens.ReadTokens(found.Token).FirstOrDefault(token => token.Id == id) is { } read ? TypedResults.Json(Describe(read, tokens), PackagecloudJson.Default.ReadToken)
        : Errors.NotFound();

    static async Task<IResult> Revoke(
        string owner, string name, string master, long id, PackagecloudRequest request, RepositoryTokens tokens, CancellationToken ct)
    {
        if (FindMaster(owner, name, master, request, tokens, Scope.Admin, out var refusal) is not { } found)
        {
            return refusal!;
        }

        if (tokens.ReadTokens(found.Token).FirstOrDefault(token => token.Id == id) is not { } read)
        {
            return Errors.NotFound();
        }

        await tokens.RevokeReadTokenAsync(read, ct);
        return TypedResults.NoContent();
    }

    static (RepositoryState Repository, Token Token)? FindMaster(
        string owner, string name, string master, PackagecloudRequest request, RepositoryTokens tokens, Scope needed, out IResult? refusal)
    {
        if (request.Find(owner, name, needed, out refusal) is not { } repository)
        {
            return null;
        }

        var token = tokens.FindMaster(repository, master);
        if (token is null || !(token.Id == request.Caller.TokenId || request.Caller.May(Scope.Admin, repository.FullName)))
        {
            refusal = Errors.NotFound();
            return null;
        }

        return (repository, token);
    }

    static ReadToken Describe(Token token, RepositoryTokens tokens) => new(token.Id, token.Name, tokens.ValueOf(token));
}
