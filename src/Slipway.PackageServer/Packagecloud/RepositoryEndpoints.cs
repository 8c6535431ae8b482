using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.PackageServer.Packagecloud.Objects;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Packagecloud;

static class RepositoryEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/repos", List);
        api.MapPost("/repos", Create);
        api.MapGet("/repos/{owner}/{name}", Show);

        // The gem asks for a repository by what its user named: OWNER/NAME/DISTRIBUTION/VERSION.
        api.MapGet("/repos/{owner}/{name}/{os}/{version}", Show);
    }

    static async Task<IResult> List(
        PackagecloudRequest request, RepositoryDirectory repositories, RepositoryTokens tokens, PackageList packages, TimeProvider time, CancellationToken ct)
    {
        if (!request.Caller.IsKnown)
        {
            return request.Unauthenticated();
        }

        var all = new List<RepositoryObject>();
        foreach (var repository in repositories.All.Where(repository => repository.IsVisibleTo(request.Caller)))
        {
            all.Add(await DescribeAsync(repository, request, tokens, packages, time, ct));
        }

        return TypedResults.Json<IReadOnlyList<RepositoryObject>>(all, PackagecloudJson.Default.IReadOnlyListRepositoryObject);
    }

    static async Task<IResult> Show(
        string owner, string name, PackagecloudRequest request, RepositoryTokens tokens, PackageList packages, TimeProvider time, CancellationToken ct) =>
        request.Find(owner, name, Scope.Read, out var refusal) is { } repository
            ? TypedResults.Json(await DescribeAsync(repository, request, tokens, packages, time, ct), PackagecloudJson.Default.RepositoryObject)
            : refusal!;

    static async Task<IResult> Create(
        HttpRequest http, PackagecloudRequest request, RepositoryDirectory repositories, CreateRepositoryOperation create, CancellationToken ct)
    {
        if (!request.Caller.IsKnown)
        {
            return request.Unauthenticated();
        }

        if (!request.Caller.MayEverywhere(Scope.Admin))
        {
            return Errors.Forbidden($"The token '{request.Caller.Name}' has no admin scope for the whole instance.");
        }

        if (await NewRepository.ReadAsync(http, ct) is not { } wanted)
        {
            return Errors.Invalid("name", "can't be blank");
        }

        // Here are no users whose name a bare one could go under; it goes under the owner of the instance's first repository.
        var parts = wanted.Name.Split('/', 2);
        var (owner, name) = parts.Length == 2 ? (parts[0], parts[1]) : (repositories.All.MinBy(repository => repository.Id)?.Owner, wanted.Name);
        return await create.RunAsync(owner, name, wanted.Private, null, ct) switch
        {
            CreateRepositoryOutcome.Created made => TypedResults.Json(
                new CreatedRepository($"{request.Server}/{made.Repository.FullName}"), PackagecloudJson.Default.CreatedRepository, statusCode: 201),
            CreateRepositoryOutcome.Refused { Problem: var problem } when problem == ProblemCode.RepositoryExists => Errors.Taken("name"),
            CreateRepositoryOutcome.Refused refused => Errors.Invalid("name", refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    static async Task<RepositoryObject> DescribeAsync(
        RepositoryState repository, PackagecloudRequest request, RepositoryTokens tokens, PackageList packages, TimeProvider time, CancellationToken ct)
    {
        var (newest, total) = await packages.PageAsync(repository, new PackageFilter(), 1, 1, ct);
        var master = repository.Private && request.Caller.May(Scope.Admin, repository.FullName)
            ? tokens.ValueOf(await tokens.DefaultAsync(repository, ct))
            : null;
        return RepositoryObject.Of(repository, request.Server, total, newest.Count > 0 ? newest[0].CreatedAt : null, master, time.GetUtcNow());
    }
}
