using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;

namespace Slipway.DevInstance.Transport;

/// <summary>
/// git's smart HTTP (gitprotocol-http(5)). The protocol itself is spoken by git on both ends; here is who may, and the streams between.
/// </summary>
static class GitEndpoints
{
    const string UploadPackService = "git-upload-pack";
    const string ReceivePackService = "git-receive-pack";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/{owner}/{name}.git/info/refs", RefsAsync).ExcludeFromDescription();
        routes.MapPost("/{owner}/{name}.git/" + UploadPackService, UploadAsync).ExcludeFromDescription();
        routes.MapPost("/{owner}/{name}.git/" + ReceivePackService, ReceiveAsync).WithMetadata(new UnlimitedRequestBody()).ExcludeFromDescription();
        routes.MapGet("/{owner}/{name}/info/refs", (string owner, string name, HttpRequest request) =>
            TypedResults.Redirect($"/{owner}/{name}.git/info/refs{request.QueryString}")).ExcludeFromDescription();
    }

    static async Task RefsAsync(string owner, string name, HttpContext context, GitAccess access, RefAdvertisement refs, CancellationToken ct)
    {
        ProjectRole? needed = context.Request.Query["service"].ToString() switch
        {
            UploadPackService => ProjectRole.Reader,
            ReceivePackService => ProjectRole.Developer,
            _ => null,
        };
        if (needed is null)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, "Only git's smart HTTP protocol is spoken here: use git 1.6.6 or later.");
        }
        else if (await AllowedAsync(context, access, owner, name, needed.Value, ct) is { } allowed)
        {
            await refs.WriteAsync(context, allowed.Project, push: needed == ProjectRole.Developer, ct);
        }
    }

    static async Task UploadAsync(string owner, string name, HttpContext context, GitAccess access, UploadPack upload, CancellationToken ct)
    {
        if (await IsOfTypeAsync(context, UploadPackService) && await AllowedAsync(context, access, owner, name, ProjectRole.Reader, ct) is { } allowed)
        {
            context.Response.ContentType = $"application/x-{UploadPackService}-result";
            await upload.RunAsync(
                allowed.Project, stateless: true, GitProtocol.Of(context.Request),
                (process, over) => RequestBody.SendAsync(context.Request, process, over), reader => reader.CopyToAsync(context.Response.BodyWriter, ct), ct);
        }
    }

    static async Task ReceiveAsync(string owner, string name, HttpContext context, GitAccess access, ReceivePack receive, CancellationToken ct)
    {
        if (await IsOfTypeAsync(context, ReceivePackService) && await AllowedAsync(context, access, owner, name, ProjectRole.Developer, ct) is { } allowed)
        {
            context.Response.ContentType = $"application/x-{ReceivePackService}-result";
            await receive.RunAsync(
                allowed, stateless: true,
                (process, over) => RequestBody.SendAsync(context.Request, process, over), reader => reader.CopyToAsync(context.Response.BodyWriter, ct), ct);
        }
    }

    static async Task<bool> IsOfTypeAsync(HttpContext context, string service)
    {
        var right = string.Equals(context.Request.ContentType, $"application/x-{service}-request", StringComparison.OrdinalIgnoreCase);
        if (!right)
        {
            await RefuseAsync(context, StatusCodes.Status415UnsupportedMediaType, $"The body must be of the type application/x-{service}-request.");
        }

        return right;
    }

    static async Task<GitAnswer.Allowed?> AllowedAsync(HttpContext context, GitAccess access, string owner, string name, ProjectRole needed, CancellationToken ct)
    {
        switch (await access.AuthorizeAsync(context.Request, owner, name, needed, ct))
        {
            case GitAnswer.Allowed allowed:
                context.Response.Headers.CacheControl = "no-cache, max-age=0, must-revalidate";
                return allowed;
            case GitAnswer.Asked asked:
                context.Response.Headers.WWWAuthenticate = "Basic realm=\"Slipway\", charset=\"UTF-8\"";
                await RefuseAsync(context, StatusCodes.Status401Unauthorized, asked.Detail);
                return null;
            case GitAnswer.Refused refused:
                await RefuseAsync(context, refused.Status, refused.Detail);
                return null;
            default:
                throw new InvalidOperationException("an outcome without an answer");
        }
    }

    // git shows plain text to its user.
    static Task RefuseAsync(HttpContext context, int status, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(detail + "\n");
    }
}
