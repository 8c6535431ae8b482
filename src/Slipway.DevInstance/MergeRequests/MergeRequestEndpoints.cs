using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.MergeRequests.Changes;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.MergeRequests;

static class MergeRequestEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        var all = api.MapGroup("/projects/{owner}/{name}/merge-requests").WithTags("Merge requests");
        all.MapGet("/", List).WithSummary("A project's merge requests, newest first").Produces<IReadOnlyList<MergeRequestInfo>>().ProducesProblem(404).ProducesProblem(422);
        all.MapPost("/", Create).WithSummary("Open a merge request").Produces<MergeRequestDetail>(201)
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        all.MapGet("/{number:long}", Show).WithSummary("One merge request, and what is in its way").Produces<MergeRequestDetail>().ProducesProblem(404);
        all.MapPatch("/{number:long}", Change).WithSummary("Change a merge request").Produces<MergeRequestDetail>()
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);
        all.MapPost("/{number:long}/close", Close).WithSummary("Close a merge request without merging it").Produces<MergeRequestDetail>()
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        all.MapPost("/{number:long}/reopen", Reopen).WithSummary("Open a closed merge request again").Produces<MergeRequestDetail>()
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        all.MapGet("/{number:long}/commits", Commits).WithSummary("Its commits, newest first").Produces<IReadOnlyList<MergeCommitInfo>>().ProducesProblem(404);
        all.MapGet("/{number:long}/changes", Changed).WithSummary("What it changes, line by line").Produces<ChangesInfo>().ProducesProblem(404);
    }

    static async Task<IResult> List(string owner, string name, string? state, ProjectRequest request, MergeRequestStore store, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Reader, ct);
        if (found.Project is not { } project)
        {
            return found.Refusal!;
        }

        return TryState(state, out var wanted)
            ? TypedResults.Ok<IReadOnlyList<MergeRequestInfo>>([.. (await store.ListAsync(project.Id, wanted, ct)).Select(one => MergeRequestInfos.Of(one, project, request.Server))])
            : Refusal.Of(ProblemCode.Malformed, $"'{state}' is no state: opened, merged, closed or all.");
    }

    static async Task<IResult> Create(
        string owner, string name, CreateMergeRequest body, ProjectRequest request, CreateMergeRequestOperation create, MergeRequestDetails details, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Developer, ct);
        if (found.Project is not { } project)
        {
            return found.Refusal!;
        }

        return await create.RunAsync(project, request.Actor, body, null, ct) switch
        {
            CreateMergeRequestOutcome.Created made => TypedResults.Created(
                $"/api/v2/projects/{project.Path}/merge-requests/{made.MergeRequest.Number}", await details.OfAsync(project, made.MergeRequest, request.Server, ct)),
            CreateMergeRequestOutcome.Exists exists => Refusal.Of(
                ProblemCode.MergeRequestExists, $"!{exists.MergeRequest.Number} is open for {exists.MergeRequest.SourceBranch} into {exists.MergeRequest.TargetBranch}. Push to the branch to change it."),
            CreateMergeRequestOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    static async Task<IResult> Show(string owner, string name, long number, MergeRequestRequest request, MergeRequestDetails details, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Reader, ct);
        return found.One is { } one ? TypedResults.Ok(await details.OfAsync(found.Project, one, request.Project.Server, ct)) : found.Refusal!;
    }

    static async Task<IResult> Change(
        string owner, string name, long number, ChangeMergeRequest body, MergeRequestRequest request, ChangeMergeRequestOperation change, MergeRequestDetails details, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Developer, ct);
        return found.One is not { } one ? found.Refusal! : await AnswerAsync(found, await change.RunAsync(found.Project, one, body, ct), request, details, ct);
    }

    static async Task<IResult> Close(
        string owner, string name, long number, MergeRequestRequest request, ChangeMergeRequestOperation change, MergeRequestDetails details, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Developer, ct);
        return found.One is not { } one ? found.Refusal! : await AnswerAsync(found, await change.CloseAsync(one, ct), request, details, ct);
    }

    static async Task<IResult> Reopen(
        string owner, string name, long number, MergeRequestRequest request, ReopenOperation reopen, MergeRequestDetails details, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Developer, ct);
        return found.One is not { } one ? found.Refusal! : await AnswerAsync(found, await reopen.RunAsync(found.Project, one, request.Project.Actor, ct), request, details, ct);
    }

    static async Task<IResult> Commits(string owner, string name, long number, MergeRequestRequest request, CommitList commits, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Reader, ct);
        return found.One is { } one ? TypedResults.Ok(await commits.ReadAsync(one.ProjectId, await request.TargetAsync(one, ct), one.SourceCommit, ct)) : found.Refusal!;
    }

    static async Task<IResult> Changed(string owner, string name, long number, MergeRequestRequest request, ChangesReader changes, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Reader, ct);
        return found.One is { } one ? TypedResults.Ok(await changes.ReadAsync(one.ProjectId, await request.TargetAsync(one, ct), one.SourceCommit, ct)) : found.Refusal!;
    }

    static async Task<IResult> AnswerAsync(
        MergeRequestAnswer found, ChangeMergeRequestOutcome outcome, MergeRequestRequest request, MergeRequestDetails details, CancellationToken ct) => outcome switch
        {
            ChangeMergeRequestOutcome.Changed changed => TypedResults.Ok(await details.OfAsync(found.Project, changed.MergeRequest, request.Project.Server, ct)),
            ChangeMergeRequestOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };

    public static bool TryState(string? text, out MergeRequestState? state)
    {
        state = text switch
        {
            null or "opened" => MergeRequestState.Opened,
            "merged" => MergeRequestState.Merged,
            "closed" => MergeRequestState.Closed,
            _ => null,
        };
        return state is not null || text == "all";
    }
}
