using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using Slipway.Contracts;
using Slipway.Contracts.PackageServer;

namespace Slipway.Cli.Tests;

/// <summary>Speaks the native API's contract from memory; a test may answer in its place.</summary>
public sealed class FakeServer : IAsyncDisposable
{
    public const string Token = "secret-token-0123456789abcdef0123456789abcdef0123456789";

    readonly WebApplication _app;

    FakeServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public ConcurrentDictionary<string, byte[]> Files { get; } = new();

    public ConcurrentBag<string> Connections { get; } = [];

    /// <summary>Answers those without a token when it gives true.</summary>
    public Func<HttpContext, Task<bool>> Open { get; set; } = _ => Task.FromResult(false);

    /// <summary>Answers in place of the server when it gives true.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    public static async Task<FakeServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null).UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new FakeServer(app);
        app.Use(server.GuardAsync);
        var api = app.MapGroup("/api/v2");
        api.MapGet("/whoami", () => Json(new WhoAmI("ci", "push", null, "test")));
        api.MapGet("/distributions", () => Json<IReadOnlyList<DistributionInfo>>([new(1, "ubuntu/noble", "Ubuntu 24.04", "deb")]));
        api.MapGet("/repositories", () => Json<IReadOnlyList<RepositoryInfo>>([Repository("acme", "tools"), Repository("acme", "a-longer-name")]));
        api.MapPost("/repositories", async (HttpRequest request) =>
        {
            var body = (await request.ReadFromJsonAsync(ContractsJson.Default.CreateRepository))!;
            return Json(Repository(body.Owner, body.Name), 201);
        });
        api.MapPost("/repositories/{owner}/{name}/packages/{os}/{version}", server.PushAsync);
        api.MapPost("/repositories/{owner}/{name}/packages/{os}/{version}/batch", server.PushManyAsync);
        api.MapGet("/repositories/{owner}/{name}/packages", (int page) => Json(new PackagePage([.. Enumerable.Range(page * 2, page < 3 ? 2 : 1).Select(n => Package($"p{n}.deb", 1))], page, 2, 5)));
        api.MapDelete("/repositories/{owner}/{name}/packages/{os}/{version}/{file}", (string file) => server.Files.TryRemove(file, out _) ? Results.NoContent() : Refuse(404, "package.not-found", $"There is no {file}."));
        api.MapPost("/tokens", () => Json(new CreatedToken(new TokenInfo(7, "ci", "push", null, DateTimeOffset.UnixEpoch, null, null), "the-new-value"), 201));
        await app.StartAsync();
        return server;
    }

    public static IResult Refuse(int status, string code, string detail) =>
        Results.Json(new Problem(null, null, status, detail, code), ContractsJson.Default.Problem, "application/problem+json", status);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        Connections.Add(context.Connection.Id);
        if (await Open(context))
            return;
        if (context.Request.Headers.Authorization != "Bearer " + Token)
            await Refuse(401, "auth.required", "A token is needed.").ExecuteAsync(context);
        else if (!await Before(context))
            await next(context);
    }

    async Task<IResult> PushAsync(HttpRequest request)
    {
        PushResult? result = null;
        await foreach (var (part, file, bytes) in FilesAsync(request))
        {
            if (Take(file, bytes) is { } problem)
                return Refuse(problem.Status, problem.Code!, problem.Detail!);
            if (part == "file")
                result = new PushResult(Package(file, bytes.Length), Seen.TryAdd(file, true), 1);
        }

        return Json(result!, result!.Created ? 201 : 200);
    }

    async Task<IResult> PushManyAsync(HttpRequest request)
    {
        var parts = new List<PushedPart>();
        await foreach (var (_, file, bytes) in FilesAsync(request))
            parts.Add(Take(file, bytes) is { } problem
                ? new PushedPart(parts.Count, null, problem)
                : new PushedPart(parts.Count, new PushResult(Package(file, bytes.Length), Seen.TryAdd(file, true), 1), null));
        return Json<IReadOnlyList<PushedPart>>([.. parts.Where(part => !Undecided.Contains(part.Result?.Package.Filename ?? ""))]);
    }

    static async IAsyncEnumerable<(string Part, string File, byte[] Bytes)> FilesAsync(HttpRequest request)
    {
        var reader = new MultipartReader(HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value!, request.Body) { BodyLengthLimit = null };
        while (await reader.ReadNextSectionAsync() is { } section)
        {
            var form = section.AsFileSection()!;
            using var bytes = new MemoryStream();
            await form.FileStream!.CopyToAsync(bytes);
            yield return (form.Name, form.FileName, bytes.ToArray());
        }
    }

    Problem? Take(string file, byte[] bytes) =>
        bytes.Length == 3 ? new Problem(null, null, 422, $"{file} is cut off.", "deb.truncated")
        : Files.GetOrAdd(file, bytes).AsSpan().SequenceEqual(bytes) ? null
        : new Problem(null, null, 409, $"{file} is there with other bytes.", "package.exists-with-other-bytes");

    /// <summary>Files that are taken, and that no answer to a push of many names.</summary>
    public HashSet<string> Undecided { get; } = [];

    ConcurrentDictionary<string, bool> Seen { get; } = new();

    static IResult Json<T>(T value, int status = 200) => Results.Json(value, ContractsJson.Default, statusCode: status);

    static RepositoryInfo Repository(string owner, string name) => new(owner, name, false, "http://x/", "AB", DateTimeOffset.UnixEpoch, 0, []);

    static PackageInfo Package(string file, long size) => new("acme/tools", "ubuntu/noble", "deb", file, file.Split('.')[0], "1", "amd64", size, "00", "a package", DateTimeOffset.UnixEpoch, "ci", "http://x/" + file);
}
