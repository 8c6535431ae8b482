using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.PackageServer.Api;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;
using Slipway.Platform.Pages;

namespace Slipway.PackageServer.Pool;

static class PackagePages
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/{owner}/{name}/packages/{os}/{version}/{filename}", Show).ExcludeFromDescription();

    static async Task<IResult> Show(
        string owner, string name, string os, string version, string filename, RequestContext request, PackageList packages, PageFrame frame, CancellationToken ct) =>
        request.Find(owner, name, Scope.Read, out _) is { } repository
        && repository.Find($"{os}/{version}") is { } line
        && await packages.FindAsync(line.DistributionId, filename, ct) is { } package
            ? frame.Show<PackageDetailPage>(
                $"{package.Name} {package.FullVersion}",
                new(StringComparer.Ordinal) { ["Detail"] = PackageInfos.Detail(package, line, request.Server) })
            : TypedResults.NotFound();
}
