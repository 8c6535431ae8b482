using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Repositories;

namespace Slipway.PackageServer.Install;

/// <summary>Packagecloud's install addresses. What is unknown is answered with 404, so that <c>curl -f</c> fails.</summary>
static class InstallEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var install = routes.MapGroup("/install/repositories/{owner}/{name}").ExcludeFromDescription();
        install.MapGet("/script.deb.sh", (string owner, string name, InstallRequest request) => Script("deb", owner, name, request));
        install.MapGet("/script.rpm.sh", (string owner, string name, InstallRequest request) => Script("rpm", owner, name, request));
        foreach (var prefix in new[] { "", "/{os}/{dist}" })
        {
            install.MapGet(prefix + "/config_file.list", List);
            install.MapGet(prefix + "/config_file.repo", Repo);
        }

        install.MapGet("/apt_auth_conf", AptAuth);
        install.MapGet("/zypp_credentials", ZyppCredentials);
        install.MapGet("/gpg_key_url.list", KeyUrl);
        install.MapGet("/gpg_key_url.repo", KeyUrl);
        install.MapGet("/rpm_base_url", BaseUrl);
        install.MapPost("/tokens.text", MachineToken);
    }

    static IResult Script(string kind, string owner, string name, InstallRequest request) =>
        request.Find(owner, name) is { } repository
            ? NotStored(InstallScript.Render(kind, repository, request.Server, request.SentToken(repository)), "application/x-sh")
            : TypedResults.NotFound();

    static IResult List(string owner, string name, string? os, string? dist, InstallRequest request, [FromQuery(Name = "signed_by")] string? signedBy = null) =>
        request.Find(owner, name) is { } repository && InstallRequest.Distribution(os, dist, DistributionFormat.Deb) is { } distribution
            ? NotStored(SourceFiles.List(repository, distribution, request.Server, signedBy != "no"), "text/apt_source_list")
            : TypedResults.NotFound();

    static async Task<IResult> Repo(
        string owner, string name, string? os, string? dist, InstallRequest request, CancellationToken ct, [FromQuery(Name = "name")] string? machine = null, string? client = null)
    {
        if (request.Find(owner, name) is not { } repository || InstallRequest.Distribution(os, dist, DistributionFormat.Rpm) is not { } distribution)
        {
            return TypedResults.NotFound();
        }

        return NotStored(
            client == "zypper"
                ? SourceFiles.ZypperRepo(repository, distribution, request.Server)
                : SourceFiles.Repo(repository, distribution, request.Server, await request.MachineTokenAsync(repository, machine, ct)),
            "text/repo");
    }

    static Task<IResult> AptAuth(string owner, string name, InstallRequest request, CancellationToken ct, [FromQuery(Name = "name")] string? machine = null) =>
        Credentials(owner, name, request, machine, (repository, token) => SourceFiles.AptAuth(repository, request.Server, token), ct);

    static Task<IResult> ZyppCredentials(string owner, string name, InstallRequest request, CancellationToken ct, [FromQuery(Name = "name")] string? machine = null) =>
        Credentials(owner, name, request, machine, (_, token) => SourceFiles.ZyppCredentials(token), ct);

    /// <summary>Empty for a public repository.</summary>
    static async Task<IResult> Credentials(
        string owner, string name, InstallRequest request, string? machine, Func<RepositoryState, string, string> write, CancellationToken ct)
    {
        if (request.Find(owner, name) is not { } repository)
        {
            return TypedResults.NotFound();
        }

        var token = await request.MachineTokenAsync(repository, machine, ct);
        return NotStored(token is null ? "" : write(repository, token), "text/plain");
    }

    static IResult KeyUrl(string owner, string name, InstallRequest request) =>
        request.Find(owner, name) is { } repository ? NotStored($"{request.Server}/{repository.FullName}/gpgkey", "text/plain") : TypedResults.NotFound();

    static IResult BaseUrl(string owner, string name, string? os, string? dist, InstallRequest request) =>
        request.Find(owner, name) is { } repository && InstallRequest.Distribution(os, dist, DistributionFormat.Rpm) is { } distribution
            ? NotStored($"{request.Server}/{repository.FullName}/{distribution.Name}", "text/plain")
            : TypedResults.NotFound();

    static async Task<IResult> MachineToken(string owner, string name, HttpRequest http, InstallRequest request, CancellationToken ct)
    {
        if (request.Find(owner, name) is not { } repository)
        {
            return TypedResults.NotFound();
        }

        // Read by hand: a form's field and a part of the path can't both be bound as "name".
        var machine = http.HasFormContentType ? (await http.ReadFormAsync(ct))["name"].ToString() : null;
        return TypedResults.Text(await request.MachineTokenAsync(repository, machine, ct) ?? "", "text/plain", statusCode: StatusCodes.Status201Created);
    }

    static IResult NotStored(string text, string type) => new NotStoredText(text, type);

    /// <summary>Tokens may be in it: no cache on the way keeps it.</summary>
    sealed class NotStoredText(string text, string type) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-store";
            httpContext.Response.ContentType = type;
            return httpContext.Response.WriteAsync(text, httpContext.RequestAborted);
        }
    }
}
