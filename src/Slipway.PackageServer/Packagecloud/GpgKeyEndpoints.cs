using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Slipway.Formats;
using Slipway.Formats.OpenPgp;
using Slipway.PackageServer.Packagecloud.Objects;
using Slipway.PackageServer.Repositories;
using Slipway.PackageServer.Signing;
using Slipway.Platform.Auth;

namespace Slipway.PackageServer.Packagecloud;

/// <summary>The key that signs the repository's metadata, and those that the team signs packages with.</summary>
static class GpgKeyEndpoints
{
    const int LargestUpload = 512 * 1024;

    public static void Map(RouteGroupBuilder api)
    {
        var keys = api.MapGroup("/repos/{owner}/{name}/gpg_keys");
        keys.MapGet("/", List);
        keys.MapPost("/", Create);
        keys.MapGet("/{key}", Show);
        keys.MapDelete("/{key}", Delete);
    }

    static async Task<IResult> List(string owner, string name, PackagecloudRequest request, PackageKeys keys, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Read, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        var uploaded = await keys.ListAsync(repository, ct);
        return TypedResults.Json(
            new GpgKeyList([OfRepository(repository, request.Server), .. uploaded.Select(key => OfPackages(repository, key, request.Server))]),
            PackagecloudJson.Default.GpgKeyList);
    }

    static async Task<IResult> Create(string owner, string name, HttpRequest http, PackagecloudRequest request, PackageKeys keys, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Admin, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        try
        {
            var key = PublicKey.Parse(await KeyDataAsync(http, ct));
            return TypedResults.Json(OfPackages(repository, await keys.AddAsync(repository, key, ct), request.Server), PackagecloudJson.Default.GpgKey, statusCode: 201);
        }
        catch (MalformedInputException malformed)
        {
            return Errors.Error(StatusCodes.Status422UnprocessableEntity, malformed.Message);
        }
        catch (InvalidDataException)
        {
            return Errors.Error(StatusCodes.Status422UnprocessableEntity, "Send gpg_key[keydata] as multipart/form-data, of 256 KiB at the most.");
        }
    }

    static async Task<IResult> Show(string owner, string name, string key, PackagecloudRequest request, PackageKeys keys, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Read, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        return key == NameOf(repository, repository.Fingerprint) ? TypedResults.Json(OfRepository(repository, request.Server), PackagecloudJson.Default.GpgKey)
            : await FindAsync(repository, key, keys, ct) is { } found ? TypedResults.Json(OfPackages(repository, found, request.Server), PackagecloudJson.Default.GpgKey)
            : Errors.NotFound();
    }

    static async Task<IResult> Delete(string owner, string name, string key, PackagecloudRequest request, PackageKeys keys, CancellationToken ct)
    {
        if (request.Find(owner, name, Scope.Admin, out var refusal) is not { } repository)
        {
            return refusal!;
        }

        if (key == NameOf(repository, repository.Fingerprint))
        {
            return Errors.Error(StatusCodes.Status422UnprocessableEntity, "This key signs the repository's metadata and can't be deleted.");
        }

        return await FindAsync(repository, key, keys, ct) is { } found && await keys.RemoveAsync(found, ct) ? TypedResults.NoContent() : Errors.NotFound();
    }

    static async Task<byte[]> KeyDataAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType)
        {
            throw new InvalidDataException();
        }

        var form = await request.ReadFormAsync(new FormOptions { MultipartBodyLengthLimit = LargestUpload }, ct);
        if (form.Files.GetFile("gpg_key[keydata]") is not { } file)
        {
            return Encoding.UTF8.GetBytes(form["gpg_key[keydata]"].ToString());
        }

        await using var sent = file.OpenReadStream();
        var bytes = new byte[file.Length];
        await sent.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    static async Task<PackageKeyRow?> FindAsync(RepositoryState repository, string name, PackageKeys keys, CancellationToken ct) =>
        (await keys.ListAsync(repository, ct)).FirstOrDefault(key => NameOf(repository, key.Fingerprint) == name);

    static string NameOf(RepositoryState repository, string fingerprint) => $"{repository.Owner}-{repository.Name}-{fingerprint[^16..]}.pub.gpg";

    static GpgKey OfRepository(RepositoryState repository, string server) => Of(repository, repository.Fingerprint, "repo", server);

    static GpgKey OfPackages(RepositoryState repository, PackageKeyRow key, string server) => Of(repository, key.Fingerprint, "package", server);

    static GpgKey Of(RepositoryState repository, string fingerprint, string type, string server)
    {
        var name = NameOf(repository, fingerprint);
        var self = $"/api/v1/repos/{repository.FullName}/gpg_keys/{name}.json";
        return new GpgKey(name, fingerprint, type, self, type == "repo" ? null : self, $"{server}/{repository.FullName}/gpgkey/{name}");
    }
}
