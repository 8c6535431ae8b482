using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Slipway.Agent.Tests.Doubles;

/// <summary>
/// The coordinator's side of the runner's HTTP API, strict about every rule that the runner must keep, and able to fail in
/// ways that a real one only fails in by accident. What a runner does wrong is in <see cref="Faults"/>.
/// </summary>
sealed class Coordinator : IAsyncDisposable
{
    public const string RunnerToken = "glrt-the-runners-own-token";
    public const string RegistrationToken = "a-registration-token";

    readonly WebApplication app;
    readonly ConcurrentDictionary<long, CoordinatorJob> jobs = [];
    readonly ConcurrentQueue<CoordinatorJob> waiting = [];
    readonly ConcurrentQueue<Mishap> mishaps = [];
    readonly SemaphoreSlim arrived = new(0);

    Coordinator(WebApplication app) => this.app = app;

    public ConcurrentQueue<string> Faults { get; } = [];

    public ConcurrentQueue<string> Calls { get; } = [];

    public string Url => app.Urls.First();

    public GitServer Git { get; } = new();

    public bool TokenIsValid { get; set; } = true;

    public static async Task<Coordinator> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        var app = builder.Build();
        var coordinator = new Coordinator(app);
        app.Use(coordinator.MishapAsync);
        app.MapPost("/api/v4/runners", (Delegate)coordinator.RegisterAsync);
        app.MapDelete("/api/v4/runners/managers", (Delegate)coordinator.UnregisterAsync);
        app.MapPost("/api/v4/runners/verify", (Delegate)coordinator.VerifyAsync);
        app.MapPost("/api/v4/jobs/request", (Delegate)coordinator.RequestAsync);
        app.MapPut("/api/v4/jobs/{id:long}", coordinator.UpdateAsync);
        app.MapPatch("/api/v4/jobs/{id:long}/trace", coordinator.TraceAsync);
        app.MapPost("/api/v4/jobs/{id:long}/artifacts", coordinator.UploadAsync);
        app.MapGet("/api/v4/jobs/{id:long}/artifacts", coordinator.DownloadAsync);
        app.Map("/git/{**path}", coordinator.Git.HandleAsync);
        await app.StartAsync();
        return coordinator;
    }

    public CoordinatorJob Enqueue(JsonObject payload)
    {
        var job = new CoordinatorJob(payload);
        jobs[job.Id] = job;
        waiting.Enqueue(job);
        arrived.Release();
        return job;
    }

    /// <summary>The next call of this kind (<c>PATCH</c>, <c>PUT</c>, ...) whose path ends so is answered with the status, or cut off where that is 0.</summary>
    public void Next(string method, string pathEnd, int status, bool afterTaking = false, Action<HttpResponse>? with = null) => mishaps.Enqueue(new Mishap(method, pathEnd, status, afterTaking, with));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(new CancellationTokenSource(TimeSpan.FromSeconds(1)).Token);
        await app.DisposeAsync();
        Git.Dispose();
        arrived.Dispose();
    }

    async Task MishapAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal))
            Calls.Enqueue($"{context.Request.Method} {context.Request.Path.Value!["/api/v4".Length..]}");
        if (mishaps.TryPeek(out var mishap) && context.Request.Method == mishap.Method && context.Request.Path.Value!.EndsWith(mishap.PathEnd, StringComparison.Ordinal) && mishaps.TryDequeue(out _))
        {
            if (mishap.AfterTaking)
            {
                var answer = context.Response.Body;
                context.Response.Body = new MemoryStream();
                await next(context);
                context.Response.Body = answer;
                context.Response.Headers.Clear();
            }

            mishap.With?.Invoke(context.Response);
            if (mishap.Status == 0)
                context.Abort();
            else
                context.Response.StatusCode = mishap.Status;
            return;
        }

        await next(context);
    }

    async Task<IResult> RegisterAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        return (string?)body["token"] == RegistrationToken ? Results.Json(new { id = 7, token = "from-registration", token_expires_at = (string?)null }, statusCode: 201) : Forbidden();
    }

    async Task<IResult> VerifyAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        Need(((string?)body["system_id"])?.Length == 14, "verify without a system_id of 14 characters");
        return TokenIsValid && (string?)body["token"] == RunnerToken ? Results.Json(new { id = 7, token = RunnerToken, token_expires_at = (string?)null }) : Forbidden();
    }

    async Task<IResult> UnregisterAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        Need(body["system_id"] is not null, "unregister of a manager without system_id");
        return (string?)body["token"] == RunnerToken ? Results.NoContent() : Forbidden();
    }

    async Task<IResult> RequestAsync(HttpContext context)
    {
        var body = await BodyAsync(context);
        Need((string?)context.Request.Headers["RUNNER-TOKEN"] == (string?)body["token"], "the runner's token is not in header and body alike");
        Need((bool?)body["info"]?["features"]?["refspecs"] == true, "no feature \"refspecs\"");
        Need((bool?)body["info"]?["features"]?["cancel_gracefully"] == true, "no feature \"cancel_gracefully\"");
        Need(context.Request.Headers["X-Request-Id"].ToString().Length == 32, "no X-Request-Id of 32 digits");
        if (!TokenIsValid || (string?)body["token"] != RunnerToken)
            return Forbidden();
        await arrived.WaitAsync(TimeSpan.FromSeconds(1), context.RequestAborted);
        context.Response.Headers["X-GitLab-Last-Update"] = "a";
        if (!waiting.TryDequeue(out var job))
            return Results.NoContent();
        return Results.Json(job.Payload, statusCode: 201);
    }

    async Task<IResult> UpdateAsync(HttpContext context, long id)
    {
        var body = await BodyAsync(context);
        if (!jobs.TryGetValue(id, out var job) || (string?)body["token"] != job.Token)
            return Forbidden();
        return job.Update(body, context.Response, Need);
    }

    async Task<IResult> TraceAsync(HttpContext context, long id)
    {
        if (!jobs.TryGetValue(id, out var job) || context.Request.Headers["JOB-TOKEN"] != job.Token)
            return Forbidden();
        using var piece = new MemoryStream();
        await context.Request.Body.CopyToAsync(piece);
        Need(piece.Length is > 0 and <= 1024 * 1024, $"a piece of {piece.Length} bytes");
        Need(context.Request.ContentType == "text/plain", "a piece that is not text/plain");
        return job.Append(context.Request.Headers.ContentRange.ToString(), piece.ToArray(), context.Response, Need);
    }

    async Task<IResult> UploadAsync(HttpContext context, long id)
    {
        if (!jobs.TryGetValue(id, out var job) || context.Request.Headers["JOB-TOKEN"] != job.Token)
            return Forbidden();
        Need(context.Request.ContentLength is null, "an upload with Content-Length");
        Need(job.State == "running", "an upload of a job that does not run");
        var form = await context.Request.ReadFormAsync();
        var file = form.Files.Single();
        Need(file.Name == "file", "an upload whose part is not \"file\"");
        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes);
        job.Uploads.Enqueue(new Upload(file.FileName, context.Request.Query["artifact_type"]!, context.Request.Query["artifact_format"]!, context.Request.Query["expire_in"]!, bytes.ToArray()));
        return Results.Json(new { }, statusCode: 201);
    }

    IResult DownloadAsync(HttpContext context, long id) =>
        jobs.TryGetValue(id, out var job) && context.Request.Headers["JOB-TOKEN"] == job.Token && job.Artifact is { } artifact ? Results.Bytes(artifact) : Results.NotFound();

    static async Task<JsonObject> BodyAsync(HttpContext context) => (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;

    static IResult Forbidden() => Results.Json(new { message = "403 Forbidden" }, statusCode: 403);

    void Need(bool holds, string otherwise)
    {
        if (!holds)
            Faults.Enqueue(otherwise);
    }
}

sealed record Mishap(string Method, string PathEnd, int Status, bool AfterTaking, Action<HttpResponse>? With);

sealed record Upload(string FileName, string Type, string Format, string? ExpireIn, byte[] Bytes);
