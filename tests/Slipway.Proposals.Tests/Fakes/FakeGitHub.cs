using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Slipway.Proposals.Tests.Fakes;

/// <summary>GitHub's pulls API, as its documentation says it (REST, 2022-11-28), below /api/v3 as at GitHub Enterprise, for group/tools.</summary>
public sealed class FakeGitHub : FakeForge
{
    public static Task<FakeGitHub> StartAsync() => StartAsync(new FakeGitHub());

    protected override bool IsAuthenticated(IHeaderDictionary headers) =>
        headers.Authorization == $"Bearer {Token}" && headers.Accept == "application/vnd.github+json" && headers["X-GitHub-Api-Version"] == "2022-11-28" && headers.UserAgent.Count > 0;

    protected override void Map(WebApplication app)
    {
        const string path = "/api/v3/repos/group/tools";
        app.MapGet(path + "/pulls", (string? state, string? head, HttpContext context) => Page(context, Requests.OrderByDescending(one => one.Number)
            .Where(one => (state == "all" || (one.State == "opened") == (state is null or "open")) && (head is null || head == $"{(one.FromFork ? "stranger" : "group")}:{one.Branch}"))
            .Where(one => context.Request.Query["base"].FirstOrDefault() is null or "" || one.Target == context.Request.Query["base"]).Select(Json)));
        app.MapPost(path + "/pulls", async (HttpRequest request) => Create(await ReadAsync(request)));
        app.MapPatch(path + "/pulls/{number:long}", async (long number, HttpRequest request) => Change(Of(number), await ReadAsync(request)));
        app.MapPost(path + "/issues/{number:long}/labels", async (long number, HttpRequest request) => Labels(Of(number), await ReadAsync(request)));
        app.MapPost(path + "/issues/{number:long}/comments", async (long number, HttpRequest request) =>
        {
            Of(number).Comments.Add((await ReadAsync(request)).GetProperty("body").GetString()!);
            return Results.Json(new { id = 1 }, statusCode: 201);
        });
        app.MapGet(path, () => Results.Json(new { full_name = "group/tools", @private = Visibility == "private", allow_merge_commit = false, allow_squash_merge = true }));
        app.MapGet(path + "/commits/{sha}/check-runs", (string sha) => Results.Json(Checks(sha)));
        app.MapGet(path + "/commits/{sha}/status", () => Results.Json(new { state = "pending", total_count = 0, statuses = Array.Empty<object>() }));
        app.MapPut(path + "/pulls/{number:long}/merge", async (long number, HttpRequest request) => Merge(Of(number), await ReadAsync(request)));
        app.MapPost(path + "/pulls/{number:long}/requested_reviewers", async (long number, HttpRequest request) => Ask(Of(number), await ReadAsync(request)));
    }

    FakeRequest Of(long number) => Requests.Single(one => one.Number == number);

    static async Task<JsonElement> ReadAsync(HttpRequest request) => (await JsonDocument.ParseAsync(request.Body)).RootElement;

    object Checks(string sha)
    {
        var state = Pipelines.GetValueOrDefault(sha);
        object[] runs = state is null ? [] : [new { name = "lint", status = "completed", conclusion = (string?)"neutral" }, new { name = "test", status = state == "running" ? "in_progress" : "completed", conclusion = state == "running" ? null : state == "success" ? "success" : "failure" }];
        return new { total_count = runs.Length, check_runs = runs };
    }

    IResult Merge(FakeRequest one, JsonElement body)
    {
        if (body.GetProperty("merge_method").GetString() != "squash")
        {
            return Results.Json(new { message = "Merge commits are not allowed on this repository." }, statusCode: 405);
        }

        if (body.GetProperty("sha").GetString() != Head(one.Branch))
        {
            return Results.Json(new { message = "Head branch was modified. Review and try the merge again." }, statusCode: 409);
        }

        one.State = "merged";
        return Results.Json(new { sha = new string('c', 40), merged = true, message = "Pull Request successfully merged" });
    }

    IResult Create(JsonElement body)
    {
        var (head, target) = (body.GetProperty("head").GetString()!, body.GetProperty("base").GetString()!);
        if (Requests.Any(one => one.State == "opened" && one.Branch == head && one.Target == target && !one.FromFork))
        {
            var error = new { resource = "PullRequest", code = "custom", message = $"A pull request already exists for group:{head}." };
            return Results.Json(new { message = "Validation Failed", errors = new[] { error } }, statusCode: 422);
        }

        var made = new FakeRequest { Number = Requests.Count + 1, Branch = head, Target = target, Title = body.GetProperty("title").GetString()!, Body = body.GetProperty("body").GetString()! };
        Requests.Add(made);
        return Results.Json(Json(made), statusCode: 201);
    }

    IResult Change(FakeRequest one, JsonElement body)
    {
        one.Title = body.TryGetProperty("title", out var title) ? title.GetString()! : one.Title;
        one.Body = body.TryGetProperty("body", out var text) ? text.GetString()! : one.Body;
        one.State = body.TryGetProperty("state", out var state) && state.GetString() == "closed" ? "closed" : one.State;
        return Results.Json(Json(one));
    }

    static IResult Labels(FakeRequest one, JsonElement body)
    {
        one.Labels.AddRange(body.GetProperty("labels").EnumerateArray().Select(label => label.GetString()!));
        return Results.Json(one.Labels.Select(name => new { name }));
    }

    IResult Ask(FakeRequest one, JsonElement body)
    {
        var names = body.GetProperty("reviewers").EnumerateArray().Select(name => name.GetString()!).ToList();
        if (names.Except(["ann", "bob"]).Any())
        {
            return Results.Json(new { message = "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the group/tools repository." }, statusCode: 422);
        }

        one.Reviewers.AddRange(names);
        return Results.Json(Json(one), statusCode: 201);
    }

    object Json(FakeRequest one) => new
    {
        id = 1000 + one.Number, number = one.Number, html_url = $"{Url}/group/tools/pull/{one.Number}", state = one.State == "opened" ? "open" : "closed",
        merged_at = one.State == "merged" ? "2026-01-01T00:00:00Z" : null, title = one.Title, body = one.Body, labels = one.Labels.Select(name => new { id = 1, name }),
        head = new { @ref = one.Branch, sha = new string('a', 40), repo = new { full_name = one.FromFork ? "stranger/tools" : "group/tools" } },
        @base = new { @ref = one.Target, sha = new string('b', 40), repo = new { full_name = "group/tools" } },
    };
}
