using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.PackageServer;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Repositories;
using Slipway.PackageServer.Signing;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Api;

static class RepositoryEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/repositories", List).WithSummary("The repositories that the caller may see").Produces<IReadOnlyList<RepositoryInfo>>();
        api.MapPost("/repositories", Create).WithSummary("Make a repository").Produces<RepositoryInfo>(201).ProducesProblem(401).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/repositories/{owner}/{name}", Show).WithSummary("One repository").Produces<RepositoryInfo>().ProducesProblem(404);
    }

    static async Task<IResult> List(RequestContext request, RepositoryDirectory repositories, PackageList packages, CancellationToken ct)
    {
        var infos = new List<RepositoryInfo>();
        foreach (var repository in repositories.All.Where(repository => repository.IsVisibleTo(request.Caller)))
        {
            infos.Add(PackageInfos.Of(repository, await packages.FiguresAsync(repository, ct), request.Server));
        }

        return TypedResults.Ok<IReadOnlyList<RepositoryInfo>>(infos);
    }

    static async Task<IResult> Create(CreateRepository body, RequestContext request, CreateRepositoryOperation create, CancellationToken ct)
    {
        if (request.RefuseUnless(Scope.Admin) is { } refusal)
        {
            return refusal;
        }

        return await create.RunAsync(body.Owner, body.Name, body.Private, body.SigningKey, ct) switch
        {
            CreateRepositoryOutcome.Created made => TypedResults.Created(
                $"/api/v2/repositories/{made.Repository.FullName}", PackageInfos.Of(made.Repository, new PackageFigures(0, null), request.Server)),
            CreateRepositoryOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    static async Task<IResult> Show(string owner, string name, RequestContext request, PackageList packages, CancellationToken ct) =>
        request.Find(owner, name, Scope.Read, out var refusal) is { } repository
            ? TypedResults.Ok(PackageInfos.Of(repository, await packages.FiguresAsync(repository, ct), request.Server))
            : refusal!;
}
