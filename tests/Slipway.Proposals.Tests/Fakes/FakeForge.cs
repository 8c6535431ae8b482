using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Slipway.Proposals.Tests.Fakes;

/// <summary>What the fakes share: requests, and a guard at the door.</summary>
public abstract class FakeForge : IAsyncDisposable
{
    public const string Token = "secret-forge-token";

    WebApplication app = null!;

    public string Url => app.Urls.First();

    public List<FakeRequest> Requests { get; } = [];

    /// <summary>Paths and queries, in order.</summary>
    public List<string> Seen { get; } = [];

    /// <summary>Answers in place of the forge when it gives a result.</summary>
    public Func<HttpRequest, IResult?> Before { get; set; } = _ => null;

    /// <summary>The commit of a branch, which only the repository beside the fake knows.</summary>
    public Func<string, string> Head { get; set; } = _ => new string('a', 40);

    /// <summary>Pipelines by their commit: <c>running</c>, <c>success</c>, <c>failed</c>. Where there is none, nothing has started.</summary>
    public Dictionary<string, string> Pipelines { get; } = new(StringComparer.Ordinal);

    public string Visibility { get; set; } = "private";

    protected abstract void Map(WebApplication app);

    protected abstract bool IsAuthenticated(IHeaderDictionary headers);

    protected static async Task<T> StartAsync<T>(T fake)
        where T : FakeForge
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        fake.app = builder.Build();
        fake.app.Use(async (context, next) =>
        {
            fake.Seen.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            var refusal = fake.IsAuthenticated(context.Request.Headers) ? fake.Before(context.Request) : Results.Json(new { message = "401 Unauthorized" }, statusCode: 401);
            await (refusal?.ExecuteAsync(context) ?? next(context));
        });
        fake.Map(fake.app);
        await fake.app.StartAsync();
        return fake;
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return app.DisposeAsync();
    }

    /// <summary>One page, with the link to the next as both forges write it.</summary>
    protected static IResult Page<T>(HttpContext context, IEnumerable<T> all)
    {
        var size = int.Parse(context.Request.Query["per_page"].FirstOrDefault() ?? "20");
        var page = int.Parse(context.Request.Query["page"].FirstOrDefault() ?? "1");
        var list = all.ToList();
        if (list.Count > page * size)
        {
            var query = context.Request.Query.Where(pair => pair.Key != "page").Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value!)}").Append($"page={page + 1}");
            context.Response.Headers.Link = $"<{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}?{string.Join('&', query)}>; rel=\"next\", <{context.Request.Scheme}://{context.Request.Host}{context.Request.Path}>; rel=\"first\"";
        }

        return Results.Json(list.Skip((page - 1) * size).Take(size));
    }
}

public sealed class FakeRequest
{
    public required long Number { get; init; }

    public required string Branch { get; init; }

    public required string Target { get; init; }

    /// <summary>opened, merged or closed.</summary>
    public string State { get; set; } = "opened";

    public required string Title { get; set; }

    public required string Body { get; set; }

    public bool FromFork { get; init; }

    /// <summary>It is to be merged when this head's pipeline succeeds; a push ends that.</summary>
    public string? Armed { get; set; }

    public List<string> Labels { get; } = [];

    public List<string> Reviewers { get; } = [];

    public List<string> Comments { get; } = [];
}
