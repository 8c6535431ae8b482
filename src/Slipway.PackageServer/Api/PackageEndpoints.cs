using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Slipway.Contracts;
using Slipway.Contracts.PackageServer;
using Slipway.Formats;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Repositories;
using Slipway.PackageServer.TrustedPublishing;
using Slipway.PackageServer.Uploads;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Api;

static class PackageEndpoints
{
    const int MostPerPage = 250;

    public static void Map(RouteGroupBuilder api)
    {
        var packages = api.MapGroup("/repositories/{owner}/{name}/packages");
        packages.MapGet("/", List).WithSummary("Packages, newest first").Produces<PackagePage>().ProducesProblem(404);
        packages.MapPost("/{os}/{version}", Push).WithSummary("Push a package as multipart/form-data: 'file', and for a .dsc its files as 'source'")
            .Produces<Contracts.PackageServer.PushResult>(201).Produces<Contracts.PackageServer.PushResult>()
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(413).ProducesProblem(422).ProducesProblem(507)
            .WithMetadata(new UnlimitedRequestBody());
        packages.MapPost("/{os}/{version}/batch", PushMany).WithSummary("Push many packages as multipart/form-data, each a part 'file'; a part that the answer does not name was not decided")
            .Produces<IReadOnlyList<PushedPart>>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(507)
            .WithMetadata(new UnlimitedRequestBody());
        packages.MapGet("/{os}/{version}/{filename}", Show).WithSummary("One package").Produces<PackageDetail>().ProducesProblem(404);
        packages.MapDelete("/{os}/{version}/{filename}", Yank).WithSummary("Take a package out of the indexes and stop its download")
            .Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> List(
        string owner, string name, RequestContext request, PackageList packages, CancellationToken ct,
        string? distribution = null, string? query = null, string? type = null, string? arch = null, int page = 1, int perPage = 100)
    {
        if (request.Find(owner, name, Scope.Read, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        (page, perPage) = (Math.Clamp(page, 1, int.MaxValue / MostPerPage), Math.Clamp(perPage, 1, MostPerPage));
        PackageType[]? types = type is null ? null : Enum.TryParse<PackageType>(type, ignoreCase: true, out var parsed) ? [parsed] : [];
        var filter = new PackageFilter(distribution is null ? null : [distribution], query, types, arch);
        var (items, total) = await packages.PageAsync(repository, filter, page, perPage, ct);
        return TypedResults.Ok(new PackagePage(
            [.. items.Select(item => PackageInfos.Of(item, repository.Find(item.DistributionId)!, request.Server))], page, perPage, total));
    }

    static async Task<IResult> Push(
        string owner, string name, string os, string version, HttpRequest http, RequestContext request, UploadStager stager, PushPackage push, JobOrigins origins,
        IOptions<UploadOptions> limits, CancellationToken ct)
    {
        if (TargetOf(owner, name, os, version, request, out var refusal) is not var (repository, distribution))
        {
            return refusal!;
        }

        try
        {
            await using var form = await UploadForm.ReadAsync(http, stager, limits.Value, ct);
            var package = form.Files.Where(file => file.Part == "file").Select(file => file.File).ToList();
            if (package.Count != 1)
            {
                return Refusal.Of(ProblemCode.Malformed, $"The form must have one part 'file' with a file name; it has {package.Count}.");
            }

            var author = new PushAuthor(request.Caller.Name, await origins.FindAsync(request.Caller, ct));
            var beside = form.Files.Where(file => file.Part == "source").Select(file => file.File).ToList();
            return await push.PushAsync(repository, distribution, package[0], beside, author, ct) switch
            {
                Uploads.PushResult.Accepted accepted => Answer(accepted, request),
                Uploads.PushResult.Refused refused => Refusal.Of(refused.Problem, refused.Detail, refused.Code),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
        }
        catch (MalformedInputException malformed)
        {
            return Refusal.Of(ProblemCode.PackageMalformed, malformed.Message, malformed.Code);
        }
        catch (UploadTooLargeException tooLarge)
        {
            return Refusal.Of(ProblemCode.UploadTooLarge, tooLarge.Message);
        }
    }

    static async Task<IResult> PushMany(
        string owner, string name, string os, string version, HttpRequest http, RequestContext request, PushBatch batch, JobOrigins origins, CancellationToken ct)
    {
        if (TargetOf(owner, name, os, version, request, out var refusal) is not var (repository, distribution))
        {
            return refusal!;
        }

        try
        {
            var author = new PushAuthor(request.Caller.Name, await origins.FindAsync(request.Caller, ct));
            var results = await batch.PushAsync(http, repository, distribution, author, ct);
            return TypedResults.Ok<IReadOnlyList<PushedPart>>([.. results.Select(part => part.Result switch
            {
                Uploads.PushResult.Accepted accepted => new PushedPart(part.Place, Result(accepted, request), null),
                Uploads.PushResult.Refused { Problem: var problem } refused =>
                    new PushedPart(part.Place, null, new Problem(null, problem.Title, problem.Status, refused.Detail, refused.Code ?? problem.Code)),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            })]);
        }
        catch (MalformedInputException malformed)
        {
            return Refusal.Of(ProblemCode.Malformed, malformed.Message);
        }
    }

    static Contracts.PackageServer.PushResult Result(Uploads.PushResult.Accepted accepted, RequestContext request) =>
        new(PackageInfos.Of(accepted.Package, accepted.Line, request.Server), accepted.Created, accepted.Package.Generation);

    static IResult Answer(Uploads.PushResult.Accepted accepted, RequestContext request)
    {
        var result = Result(accepted, request);
        var info = result.Package;
        return accepted.Created
            ? TypedResults.Created($"/api/v2/repositories/{info.Repository}/packages/{info.Distribution}/{Uri.EscapeDataString(info.Filename)}", result)
            : TypedResults.Ok(result);
    }

    static async Task<IResult> Show(
        string owner, string name, string os, string version, string filename, RequestContext request, PackageList packages, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Read, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        if (Line(repository, os, version) is not { } line || await packages.FindAsync(line.DistributionId, filename, ct) is not { } package)
        {
            return NoPackage(repository, os, version, filename);
        }

        return TypedResults.Ok(PackageInfos.Detail(package, line, request.Server));
    }

    static async Task<IResult> Yank(
        string owner, string name, string os, string version, string filename, RequestContext request, Publisher publisher)
    {
        if (request.Find(owner, name, Scope.Push, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        return Line(repository, os, version) is { } line
            && await publisher.SendAsync(line, new YankCommand(filename, request.Caller.Name)) is YankOutcome.Yanked
                ? TypedResults.NoContent()
                : NoPackage(repository, os, version, filename);
    }

    static DistributionLine? Line(RepositoryState repository, string os, string version) =>
        DistributionCatalog.Find(os, version) is { } known ? repository.Find(known.Name) : null;

    /// <summary>Where a push goes; null: the refusal says why it does not.</summary>
    static (RepositoryState Repository, KnownDistribution Distribution)? TargetOf(
        string owner, string name, string os, string version, RequestContext request, out IResult? refusal)
    {
        if (request.Find(owner, name, Scope.Push, out refusal) is not { } repository)
        {
            return null;
        }

        if (DistributionCatalog.Find(os, version) is { } distribution)
        {
            return (repository, distribution);
        }

        refusal = Refusal.Of(ProblemCode.DistributionUnknown, $"There is no distribution {os}/{version}. 'slipway distro list' names them all.");
        return null;
    }

    static IResult NoPackage(RepositoryState repository, string os, string version, string filename) =>
        Refusal.Of(ProblemCode.NotFound, $"There is no {filename} in {repository.FullName}/{os}/{version}. 'slipway list {repository.FullName}' names what there is.");
}
