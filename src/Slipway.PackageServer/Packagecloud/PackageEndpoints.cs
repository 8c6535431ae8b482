using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Packagecloud.Objects;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Auth;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>One package: show, list its versions, yank, promote.</summary>
static class PackageEndpoints
{
    const int MostVersions = 10_000;

    public static void Map(RouteGroupBuilder api)
    {
        var repository = api.MapGroup("/repos/{owner}/{name}");
        repository.MapGet("/package/{type}/{os}/{version}/{package}/{arch}/versions", Versions);
        repository.MapGet("/package/{type}/{os}/{version}/{package}/{arch}/{number}", Show);
        repository.MapGet("/package/{type}/{os}/{version}/{package}/{arch}/{number}/{release}", Show);
        repository.MapDelete("/{os}/{version}/{filename}", Yank);
        repository.MapPost("/{os}/{version}/{filename}/promote", Promote);
    }

    static async Task<IResult> Versions(
        string owner, string name, string type, string os, string version, string package, string arch,
        HttpContext http, PackagecloudRequest request, PackageList packages, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Read, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        if (Line(repository, os, version) is not { } line)
        {
            return Errors.NotFound();
        }

        var paging = Paging.Of(http.Request);
        var filter = new PackageFilter([line.Distribution.Name], null, PackageAddress.TypesOf(type), arch, package);
        var (items, total) = await packages.PageAsync(repository, filter, paging.Page, paging.PerPage, ct);
        if (total == 0)
        {
            return Errors.NotFound();
        }

        paging.Describe(http, request.Server, total);
        return TypedResults.Json<IReadOnlyList<PackageFragment>>(
            [.. items.Select(item => PackageFragment.Of(item, line, repository.Private, request.Server))], PackagecloudJson.Default.IReadOnlyListPackageFragment);
    }

    static async Task<IResult> Show(
        string owner, string name, string type, string os, string version, string package, string arch, string number,
        PackagecloudRequest request, PackageList packages, CancellationToken ct, string? release = null)
    {
        if (request.Find(owner, name, Scope.Read, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        if (Line(repository, os, version) is not { } line)
        {
            return Errors.NotFound();
        }

        var wanted = release is null ? number : $"{number}-{release}";
        var (items, _) = await packages.PageAsync(
            repository, new PackageFilter([line.Distribution.Name], null, PackageAddress.TypesOf(type), arch, package), 1, MostVersions, ct);
        return (items.FirstOrDefault(item => item.FullVersion == wanted) ?? items.FirstOrDefault(item => WithoutEpoch(item) == wanted)) is { } found
            && await packages.FindAsync(line.DistributionId, found.Filename, ct) is { } whole
                ? TypedResults.Json(PackageDetails.Of(whole, line, repository.Private, request.Server), PackagecloudJson.Default.PackageDetails)
                : Errors.NotFound();
    }

    static async Task<IResult> Yank(string owner, string name, string os, string version, string filename, PackagecloudRequest request, Publisher publisher)
    {
        if (request.Find(owner, name, Scope.Push, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        return Line(repository, os, version) is { } line
            && await publisher.SendAsync(line, new YankCommand(filename, request.Caller.Name)) is YankOutcome.Yanked
                ? TypedResults.Json(new EmptyObject(), PackagecloudJson.Default.EmptyObject)
                : Errors.Missing("filename");
    }

    static async Task<IResult> Promote(
        string owner, string name, string os, string version, string filename, HttpRequest http, PackagecloudRequest request, PromotePackage promote, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Push, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        if ((await DestinationAsync(http, ct)).Split('/') is not [var toOwner, var toName])
        {
            return Errors.Invalid("destination", "must be OWNER/NAME of a repository");
        }

        if (request.Find(toOwner, toName, Scope.Push, out refusal) is not { } destination)
        {
            return request.Caller.May(Scope.Push, $"{toOwner}/{toName}") ? Errors.Missing("destination") : refusal!;
        }

        if (destination == repository)
        {
            return Errors.Invalid("destination", "is the repository that the package is in");
        }

        return Line(repository, os, version) is not { } line ? Errors.Missing("filename")
            : await promote.RunAsync(line, filename, destination, request.Caller.Name, ct) switch
            {
                PromoteOutcome.Promoted promoted => TypedResults.Json(
                    PackageDetails.Of(promoted.Package, promoted.Line, destination.Private, request.Server), PackagecloudJson.Default.PackageDetails),
                PromoteOutcome.Taken => Errors.Taken("filename"),
                _ => Errors.Missing("filename"),
            };
    }

    static async Task<string> DestinationAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.HasFormContentType)
        {
            return (await request.ReadFormAsync(ct))["destination"].ToString();
        }

        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: ct);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("destination", out var destination)
                ? destination.ToString()
                : "";
        }
        catch (JsonException)
        {
            return request.Query["destination"].ToString();
        }
    }

    static string WithoutEpoch(Package package) => package.Release.Length > 0 ? $"{package.Version}-{package.Release}" : package.Version;

    static DistributionLine? Line(RepositoryState repository, string os, string version) =>
        DistributionCatalog.Find(os, version) is { } known ? repository.Find(known.Name) : null;
}
