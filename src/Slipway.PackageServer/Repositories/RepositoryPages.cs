using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.PackageServer;
using Slipway.PackageServer.Api;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.TrustedPublishing;
using Slipway.Platform.Auth;
using Slipway.Platform.Pages;

namespace Slipway.PackageServer.Repositories;

static class RepositoryPages
{
    const int PerPage = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", Home).ExcludeFromDescription();
        routes.MapGet("/{owner}/{name}", Show).ExcludeFromDescription();
    }

    static async Task<IResult> Home(RequestContext request, RepositoryDirectory repositories, PackageList packages, PageFrame frame, CancellationToken ct)
    {
        var visible = new List<RepositoryInfo>();
        foreach (var repository in repositories.All.Where(repository => repository.IsVisibleTo(request.Caller)))
        {
            visible.Add(PackageInfos.Of(repository, await packages.FiguresAsync(repository, ct), request.Server));
        }

        return frame.Show<RepositoriesPage>("Repositories", new(StringComparer.Ordinal)
        {
            ["Repositories"] = visible,
            ["Server"] = request.Server,
            ["IsAdmin"] = request.Caller.MayEverywhere(Scope.Admin),
            ["IsKnown"] = request.Caller.IsKnown,
        });
    }

    static async Task<IResult> Show(
        string owner, string name, RequestContext request, PackageList packages, PublisherStore publishers, PageFrame frame, CancellationToken ct,
        string? q = null, string? distribution = null, string? type = null, string? page = null)
    {
        if (request.Find(owner, name, Scope.Read, out _) is not { } repository)
        {
            return TypedResults.NotFound();
        }

        var search = new PackageSearch(q?.Trim() ?? "", distribution ?? "", type ?? "");
        var number = int.TryParse(page, out var asked) ? Math.Clamp(asked, 1, int.MaxValue / PerPage) : 1;
        var (items, total) = await packages.PageAsync(repository, search.Filter(), number, PerPage, ct);
        return frame.Show<RepositoryPage>(repository.FullName, new(StringComparer.Ordinal)
        {
            ["Repository"] = PackageInfos.Of(repository, await packages.FiguresAsync(repository, ct), request.Server),
            ["Publishers"] = request.Caller.May(Scope.Admin, repository.FullName) ? (await publishers.ListAsync(repository.Id, ct)).Select(PublisherEndpoints.Info).ToList() : null,
            ["Search"] = search,
            ["Packages"] = new PackagePage(
                [.. items.Select(item => PackageInfos.Of(item, repository.Find(item.DistributionId)!, request.Server))], number, PerPage, total),
        });
    }
}
