using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Packagecloud.Objects;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;
using OperatingSystem = Slipway.PackageServer.Distributions.OperatingSystem;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>Lists of packages, in pages.</summary>
static class ListEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var repository = api.MapGroup("/repos/{owner}/{name}");
        repository.MapGet("/packages", All);
        repository.MapGet("/search", Search);
        repository.MapGet("/packages/{type}", Grouped);
        repository.MapGet("/packages/{type}/{os}/{version}", Grouped);
        repository.MapGet("/packages/{type}/{os}/{version}/{arch}", Grouped);
    }

    static Task<IResult> All(string owner, string name, HttpContext http, PackagecloudRequest request, PackageList packages, CancellationToken ct) =>
        FragmentsAsync(owner, name, http, request, packages, _ => new PackageFilter(), ct);

    static Task<IResult> Search(
        string owner, string name, HttpContext http, PackagecloudRequest request, PackageList packages, CancellationToken ct,
        string? q = null, string? filter = null, string? dist = null, string? arch = null) =>
        FragmentsAsync(owner, name, http, request, packages, repository => string.IsNullOrEmpty(dist)
            ? new PackageFilter(null, q, string.IsNullOrEmpty(filter) || filter == "all" ? null : PackageAddress.TypesOf(filter.ToLowerInvariant()), arch)
            : new PackageFilter(NamesOf(repository, dist), q, null, arch), ct);

    static async Task<IResult> Grouped(
        string owner, string name, string type, HttpContext http, PackagecloudRequest request, PackageList packages, CancellationToken ct,
        string? os = null, string? version = null, string? arch = null)
    {
        if (request.Find(owner, name, Scope.Read, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        var paging = Paging.Of(http.Request);
        var filter = new PackageFilter(os is null ? null : NamesOf(repository, $"{os}/{version}"), null, PackageAddress.TypesOf(type), arch);
        var (groups, total) = await packages.GroupsAsync(repository, filter, paging.Page, paging.PerPage, ct);
        paging.Describe(http, request.Server, total);
        return TypedResults.Json<IReadOnlyList<PackageVersion>>(
            [.. groups.Select(group => Describe(group, repository))], PackagecloudJson.Default.IReadOnlyListPackageVersion);
    }

    static PackageVersion Describe(PackageGroup group, RepositoryState repository)
    {
        var address = new PackageAddress(group.Newest, repository.Find(group.Newest.DistributionId)!);
        return new PackageVersion(
            group.Newest.Name, address.Line.Distribution.Name, group.Newest.Architecture, group.Count, address.Versions, $"{address.Repository}.json", $"/{repository.FullName}");
    }

    static async Task<IResult> FragmentsAsync(
        string owner, string name, HttpContext http, PackagecloudRequest request, PackageList packages, Func<RepositoryState, PackageFilter> filter, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Read, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        var paging = Paging.Of(http.Request);
        var (items, total) = await packages.PageAsync(repository, filter(repository), paging.Page, paging.PerPage, ct);
        paging.Describe(http, request.Server, total);
        return TypedResults.Json<IReadOnlyList<PackageFragment>>(
            [.. items.Select(item => PackageFragment.Of(item, repository.Find(item.DistributionId)!, repository.Private, request.Server))],
            PackagecloudJson.Default.IReadOnlyListPackageFragment);
    }

    /// <summary><c>el/6</c> is one distribution, <c>ubuntu</c> all versions of it.</summary>
    static string[] NamesOf(RepositoryState repository, string dist) => dist.Contains('/', StringComparison.Ordinal)
        ? DistributionCatalog.Find(dist) is { } known ? [known.Name] : []
        : [.. repository.Lines.Where(line => line.Distribution.Os == OperatingSystem.Canonical(dist)).Select(line => line.Distribution.Name)];
}
