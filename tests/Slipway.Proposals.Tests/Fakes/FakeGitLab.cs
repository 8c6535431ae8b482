using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Slipway.Proposals.Tests.Fakes;

/// <summary>GitLab's merge requests API, as its documentation says it (REST, version 4), for the project group/tools.</summary>
public sealed class FakeGitLab : FakeForge
{
    public static Task<FakeGitLab> StartAsync() => StartAsync(new FakeGitLab());

    protected override bool IsAuthenticated(IHeaderDictionary headers) => headers["PRIVATE-TOKEN"] == Token;

    protected override void Map(WebApplication app)
    {
        const string path = "/api/v4/projects/{project}/merge_requests";
        app.MapGet("/api/v4/users", (string username) => Results.Json(new[] { "ann", "bob" }.Where(name => name.Equals(username, StringComparison.OrdinalIgnoreCase)).Select(name => new { id = name == "ann" ? 11 : 12, username = name, state = "active" })));
        app.MapGet(path, (string project, string? state, string? source_branch, string? target_branch, HttpContext context) => project != "group%2Ftools" && project != "group/tools"
            ? Results.Json(new { message = "404 Project Not Found" }, statusCode: 404)
            : Page(context, Requests.OrderByDescending(one => one.Number)
                .Where(one => (state is null or "all" || one.State == state) && (source_branch is null || one.Branch == source_branch) && (target_branch is null || one.Target == target_branch)).Select(Json)));
        app.MapPost(path, async (HttpRequest request) => Create((await JsonDocument.ParseAsync(request.Body)).RootElement));
        app.MapPut(path + "/{number:long}", async (long number, HttpRequest request) => Change(number, (await JsonDocument.ParseAsync(request.Body)).RootElement));
        app.MapGet("/api/v4/projects/{project}", () => Results.Json(new { id = 5, visibility = Visibility }));
        app.MapGet(path + "/{number:long}", (long number) => Results.Json(Whole(Of(number))));
        app.MapPut(path + "/{number:long}/merge", async (long number, HttpRequest request) => Merge(Of(number), (await JsonDocument.ParseAsync(request.Body)).RootElement));
        app.MapPost(path + "/{number:long}/notes", async (long number, HttpRequest request) =>
        {
            Requests.Single(one => one.Number == number).Comments.Add((await JsonDocument.ParseAsync(request.Body)).RootElement.GetProperty("body").GetString()!);
            return Results.Json(new { id = 1 }, statusCode: 201);
        });
    }

    IResult Create(JsonElement body)
    {
        var (source, target) = (body.GetProperty("source_branch").GetString()!, body.GetProperty("target_branch").GetString()!);
        if (Requests.FirstOrDefault(one => one.State == "opened" && one.Branch == source && one.Target == target && !one.FromFork) is { } other)
        {
            return Results.Json(new { message = new[] { $"Another open merge request already exists for this source branch: !{other.Number}" } }, statusCode: 409);
        }

        body.GetProperty("remove_source_branch").GetBoolean().ShouldBeTrue();
        var made = new FakeRequest { Number = Requests.Count + 1, Branch = source, Target = target, Title = body.GetProperty("title").GetString()!, Body = body.GetProperty("description").GetString()! };
        made.Labels.AddRange(body.GetProperty("labels").GetString()!.Split(',', StringSplitOptions.RemoveEmptyEntries));
        if (body.TryGetProperty("reviewer_ids", out var ids))
        {
            made.Reviewers.AddRange(ids.EnumerateArray().Select(id => id.GetInt64() == 11 ? "ann" : "bob"));
        }

        Requests.Add(made);
        return Results.Json(Json(made), statusCode: 201);
    }

    IResult Change(long number, JsonElement body)
    {
        var one = Requests.Single(request => request.Number == number);
        one.Title = body.TryGetProperty("title", out var title) ? title.GetString()! : one.Title;
        one.Body = body.TryGetProperty("description", out var text) ? text.GetString()! : one.Body;
        one.State = body.TryGetProperty("state_event", out var state) && state.GetString() == "close" ? "closed" : one.State;
        if (body.TryGetProperty("add_labels", out var labels))
        {
            one.Labels.AddRange(labels.GetString()!.Split(','));
        }

        return Results.Json(Json(one));
    }

    FakeRequest Of(long number) => Requests.Single(request => request.Number == number);

    /// <summary>One by its number has more: the head's commit and its pipeline.</summary>
    object Whole(FakeRequest one) => new
    {
        iid = one.Number, state = one.State, sha = Head(one.Branch), detailed_merge_status = "mergeable",
        head_pipeline = Pipelines.TryGetValue(Head(one.Branch), out var status) ? new { id = 7, status, sha = Head(one.Branch), @ref = one.Branch } : null,
    };

    IResult Merge(FakeRequest one, JsonElement body)
    {
        body.GetProperty("should_remove_source_branch").GetBoolean().ShouldBeTrue();
        var head = Head(one.Branch);
        if (body.GetProperty("sha").GetString() != head)
        {
            return Results.Json(new { message = "SHA does not match HEAD of source branch" }, statusCode: 409);
        }

        var wait = body.TryGetProperty("auto_merge", out var auto) && auto.GetBoolean();
        if (Pipelines.GetValueOrDefault(head) != "success" && !wait)
        {
            return Results.Json(new { message = "405 Method Not Allowed" }, statusCode: 405);
        }

        (one.Armed, one.State) = Pipelines.GetValueOrDefault(head) == "success" ? (null, "merged") : (head, one.State);
        return Results.Json(Whole(one));
    }

    object Json(FakeRequest one) => new
    {
        id = 1000 + one.Number, iid = one.Number, project_id = 5, source_project_id = one.FromFork ? 6 : 5, target_project_id = 5, state = one.State, source_branch = one.Branch,
        target_branch = one.Target, title = one.Title, description = one.Body, labels = one.Labels, draft = false, web_url = $"{Url}/group/tools/-/merge_requests/{one.Number}",
    };
}
