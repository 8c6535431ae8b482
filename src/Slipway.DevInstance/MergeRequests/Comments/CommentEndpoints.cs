using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests.Comments;

static class CommentEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var comments = api.MapGroup("/projects/{owner}/{name}/merge-requests/{number:long}/comments").WithTags("Merge requests");
        comments.MapGet("/", List).WithSummary("What was said of a merge request, oldest first").Produces<IReadOnlyList<CommentInfo>>().ProducesProblem(404);
        comments.MapPost("/", Add).WithSummary("Say something of a merge request, or of a line of it").Produces<CommentInfo>(201)
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
    }

    static async Task<IResult> List(string owner, string name, long number, MergeRequestRequest request, CommentStore store, CommentPlaces places, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Reader, ct);
        return found.One is { } one
            ? TypedResults.Ok(await places.FollowAsync(one, await request.TargetAsync(one, ct), await store.ListAsync(one.Id, ct), ct))
            : found.Refusal!;
    }

    static async Task<IResult> Add(string owner, string name, long number, AddComment body, MergeRequestRequest request, AddCommentOperation add, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Developer, ct);
        return found.One is not { } one ? found.Refusal!
            : await add.RunAsync(one, request.Project.Actor, body, ct) switch
            {
                AddCommentOutcome.Added added => TypedResults.Created((string?)null, CommentInfos.Of(added.Comment, added.Comment is { Path: { } path, Line: { } line } ? (path, line) : null)),
                AddCommentOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
    }
}
