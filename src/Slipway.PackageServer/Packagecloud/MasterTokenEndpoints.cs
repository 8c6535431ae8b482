using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.PackageServer.Packagecloud.Objects;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;

namespace Slipway.PackageServer.Packagecloud;

static class MasterTokenEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var masters = api.MapGroup("/repos/{owner}/{name}/master_tokens");
        masters.MapGet("/", List);
        masters.MapPost("/", Create);
        masters.MapGet("/search", List);
        masters.MapGet("/{id}", Show);
        masters.MapDelete("/{id}", Revoke);
    }

    static async Task<IResult> List(string owner, string name, PackagecloudRequest request, RepositoryTokens tokens, CancellationToken ct, string? q = null)
    {
        if (request.Find(owner, name, Scope.Admin, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        await tokens.DefaultAsync(repository, ct);
        return TypedResults.Json<IReadOnlyList<MasterToken>>(
            [.. tokens.Masters(repository).Where(token => token.Name.Contains(q ?? "", StringComparison.OrdinalIgnoreCase)).Select(token => Describe(token, repository, tokens))],
            PackagecloudJson.Default.IReadOnlyListMasterToken);
    }

    static async Task<IResult> Create(string owner, string name, HttpRequest http, PackagecloudRequest request, RepositoryTokens tokens, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Admin, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        var wanted = http.HasFormContentType ? (await http.ReadFormAsync(ct))["master_token[name]"].ToString() : "";
        if (!RepositoryTokens.IsName(wanted))
        {
            return Errors.Invalid("name", wanted.Length == 0 ? "can't be blank" : "is invalid");
        }

        return await tokens.CreateMasterAsync(repository, wanted, ct) is { } made
            ? TypedResults.Json(Describe(made, repository, tokens), PackagecloudJson.Default.MasterToken, statusCode: 201)
            : Errors.Taken("name");
    }

    static IResult Show(string owner, string name, string id, PackagecloudRequest request, RepositoryTokens tokens) =>
        request.Find(owner, name, Scope.Admin, out var refusal) is not { } repository ? refusal!
        : tokens.FindMaster(repository, id) is { } token ? TypedResults.Json(Describe(token, repository, tokens), PackagecloudJson.Default.MasterToken)
        : Errors.NotFound();

    static async Task<IResult> Revoke(string owner, string name, string id, PackagecloudRequest request, RepositoryTokens tokens, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Admin, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        if (tokens.FindMaster(repository, id) is not { } token)
        {
            return Errors.NotFound();
        }

        await tokens.RevokeMasterAsync(repository, token, ct);
        return TypedResults.NoContent();
    }

    static MasterToken Describe(Token token, RepositoryState repository, RepositoryTokens tokens) => new(
        token.Id,
        token.Name,
        tokens.ValueOf(token),
        new MasterTokenPaths($"/api/v1/repos/{repository.FullName}/master_tokens/{token.Id}"),
        [.. tokens.ReadTokens(token).Select(read => new ReadToken(read.Id, read.Name, tokens.ValueOf(read)))]);
}
