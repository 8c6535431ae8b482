using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>
/// The coordinator's side of GitLab Runner's HTTP API, for runners 16 to 19. Their Go client is the specification (gitlab-runner: network/gitlab.go,
/// network/trace.go, common/network.go): a job that it can't decode is silently lost, so types are exact.
/// </summary>
static class RunnerApiEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        // /ci/api/v4 never comes: the runner strips /ci from its URL.
        var api = routes.MapGroup("/api/v4").ExcludeFromDescription().AddEndpointFilter(EchoAsync);
        api.MapPost("/runners", RegisterRunner.RunAsync);
        api.MapDelete("/runners", RemoveRunner.RunAsync);
        api.MapDelete("/runners/managers", RemoveRunner.MachineAsync);
        api.MapPost("/runners/verify", VerifyRunner.RunAsync);
        api.MapPost("/runners/reset_authentication_token", ResetToken.OwnAsync);
        api.MapPost("/runners/{id:long}/reset_authentication_token", ResetToken.OfAsync);
        api.MapGet("/runners/router/discovery", () => Answer.Say(501, "There is no job router; requests for jobs are held."));
        api.MapPost("/user/runners", CreateUserRunner.RunAsync);
        api.MapPost("/jobs/request", RequestJob.RunAsync);
        api.MapPut("/jobs/{id:long}", UpdateJob.RunAsync);
        api.MapPatch("/jobs/{id:long}/trace", PatchTrace.RunAsync).WithMetadata(new RequestSize(PatchTrace.MaxBytes));
        api.MapPost("/jobs/{id:long}/artifacts", UploadArtifact.RunAsync).WithMetadata(new RequestSize(null));
        api.MapGet("/jobs/{id:long}/artifacts", DownloadArtifact.RunAsync);
    }

    // The runner logs the server's id of a request, and looks for its own.
    static ValueTask<object?> EchoAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.Request.Headers["X-Request-Id"].ToString() is { Length: > 0 and <= 64 } id && id.All(char.IsAsciiLetterOrDigit))
        {
            http.Response.Headers["X-Request-Id"] = id;
        }

        return next(context);
    }

    sealed class RequestSize(long? bytes) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => bytes;
    }
}
