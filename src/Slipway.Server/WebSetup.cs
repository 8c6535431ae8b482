using Microsoft.AspNetCore.Diagnostics;
using Slipway.Contracts;
using Slipway.Platform.Blobs;
using Slipway.Platform.Metrics;
using Slipway.Platform.Pages;
using Slipway.Platform.Problems;
using Slipway.Server.Pages;

namespace Slipway.Server;

/// <summary>What is around the modules: errors, OpenAPI, health and metrics.</summary>
static class WebSetup
{
    public static IServiceCollection AddWeb(this IServiceCollection services) => services
        .AddProblemDetails()
        .AddOpenApi("v2")
        .ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default));

    public static void UseWeb(this WebApplication app) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        ExceptionHandler = AnswerAsync,
        SuppressDiagnosticsCallback = failure => failure.Exception is StorageFullException or BadHttpRequestException or OperationCanceledException,
    });

    public static void MapWeb(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapGet("/health", Health.CheckAsync).ExcludeFromDescription();
        app.MapGet("/metrics", (MetricsText metrics) => TypedResults.Text(metrics.Write(), "text/plain; version=0.0.4; charset=utf-8")).ExcludeFromDescription();
    }

    static Task AnswerAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        IResult answer = failure switch
        {
            _ when failure is IOException full && StorageFullException.Is(full) => Full(),
            _ when failure?.Message.Contains("database or disk is full", StringComparison.Ordinal) == true
                || failure?.InnerException?.Message.Contains("database or disk is full", StringComparison.Ordinal) == true => Full(),
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Refusal.Of(ProblemCode.UploadTooLarge, "The request is larger than this server accepts."),
            BadHttpRequestException bad when bad.StatusCode != StatusCodes.Status400BadRequest || bad.Message.Contains("JSON", StringComparison.Ordinal) => Refusal.Of(ProblemCode.Malformed, bad.Message),
            BadHttpRequestException or IOException => Refusal.Of(ProblemCode.UploadCutOff, "The upload ended before it was whole; nothing of it was kept. Send it again."),
            _ when PageFrame.IsWantedBy(context.Request) => context.RequestServices.GetRequiredService<PageFrame>()
                .Show<FailurePage>("Something failed", status: StatusCodes.Status500InternalServerError),
            _ => TypedResults.Problem("The server failed at this. Its log says why.", statusCode: StatusCodes.Status500InternalServerError),
        };
        return answer.ExecuteAsync(context);
    }

    static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Full() =>
        Refusal.Of(ProblemCode.StorageFull, "Nothing of the upload was kept. Make room on the server's disk and send it again.");
}
