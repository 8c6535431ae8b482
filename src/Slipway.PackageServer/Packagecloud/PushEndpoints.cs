using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Slipway.Formats;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Packagecloud.Objects;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Repositories;
using Slipway.PackageServer.TrustedPublishing;
using Slipway.PackageServer.Uploads;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.PackageServer.Packagecloud;

static class PushEndpoints
{
    const string DistributionField = "package[distro_version_id]";
    const string PackagePart = "package[package_file]";
    const string SourcePart = "package[source_files][]";

    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/repos/{owner}/{name}/packages", Push).WithMetadata(new UnlimitedRequestBody());
        api.MapPost("/repos/{owner}/{name}/packages/contents", Contents).WithMetadata(new UnlimitedRequestBody());
    }

    static Task<IResult> Push(
        string owner, string name, HttpRequest http, PackagecloudRequest request, UploadStager stager, PushPackage push, PackageList packages,
        JobOrigins origins, IOptions<UploadOptions> limits, CancellationToken ct) => ReadAsync(owner, name, http, request, stager, limits.Value, async (repository, form) =>
        {
            if (!form.Fields.TryGetValue(DistributionField, out var wanted) || wanted.Trim().Length == 0)
            {
                return Errors.Invalid("distro_version_id", "can't be blank");
            }

            if (Find(wanted.Trim()) is not { } distribution)
            {
                return Errors.Invalid("distro_version_id", "is not a distribution of this server");
            }

            if (PackageOf(form) is not { } package)
            {
                return Errors.Invalid("package_file", "can't be blank");
            }

            var author = new PushAuthor(request.Caller.Name, await origins.FindAsync(request.Caller, ct));
            var beside = form.Files.Where(file => file.Part == SourcePart).Select(file => file.File).ToList();
            return await push.PushAsync(repository, distribution, package, beside, author, ct) switch
            {
                PushResult.Accepted accepted => await AnswerAsync(accepted, repository, packages, request.Server, ct),
                PushResult.Refused { Problem: var problem } when problem == ProblemCode.PackageConflict => Errors.Taken("filename"),
                PushResult.Refused { Problem: var problem } refused when problem == ProblemCode.DistributionMismatch => Errors.Invalid("distro_version_id", refused.Detail),
                PushResult.Refused refused => Errors.Invalid("package_file", refused.Detail),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
        }, ct);

    static Task<IResult> Contents(
        string owner, string name, HttpRequest http, PackagecloudRequest request, UploadStager stager, IOptions<UploadOptions> limits, CancellationToken ct) =>
        ReadAsync(owner, name, http, request, stager, limits.Value, (_, form) => Task.FromResult(PackageOf(form)?.Content is UploadContent.Dsc dsc
            ? TypedResults.Json(
                new PackageContents([.. dsc.Package.Files.Select(file => new ContentsFile(file.Name, file.Size, file.Md5))]), PackagecloudJson.Default.PackageContents)
            : Errors.Invalid("package_file", "must be a .dsc")), ct);

    static async Task<IResult> ReadAsync(
        string owner, string name, HttpRequest http, PackagecloudRequest request, UploadStager stager, UploadOptions limits,
        Func<RepositoryState, UploadForm, Task<IResult>> answer, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Push, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        try
        {
            await using var form = await UploadForm.ReadAsync(http, stager, limits, ct);
            return await answer(repository, form);
        }
        catch (MalformedInputException malformed)
        {
            return Errors.Invalid("package_file", malformed.Message);
        }
        catch (UploadTooLargeException tooLarge)
        {
            return Errors.Fields(StatusCodes.Status413PayloadTooLarge, "package_file", tooLarge.Message);
        }
    }

    // The answer tells dependencies, which are in the entries; a package that was there already comes without them.
    static async Task<IResult> AnswerAsync(PushResult.Accepted accepted, RepositoryState repository, PackageList packages, string server, CancellationToken ct)
    {
        var stored = await packages.FindAsync(accepted.Line.DistributionId, accepted.Package.Filename, ct) ?? accepted.Package;
        return TypedResults.Json(PackageDetails.Of(stored, accepted.Line, repository.Private, server), PackagecloudJson.Default.PackageDetails, statusCode: 201);
    }

    static StagedUpload? PackageOf(UploadForm form) => form.Files.FirstOrDefault(file => file.Part == PackagePart).File;

    static KnownDistribution? Find(string wanted) => int.TryParse(wanted, out var id) ? DistributionCatalog.Find(id) : DistributionCatalog.Find(wanted);
}
