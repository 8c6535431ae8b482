using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.MergeRequests.Comments;
using Slipway.DevInstance.MergeRequests.Merging;
using Slipway.DevInstance.MergeRequests.Queue;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Pages;

namespace Slipway.DevInstance.MergeRequests;

static class MergeRequestPages
{
    const int MostOffered = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/projects/{owner}/{name}/merge-requests").ExcludeFromDescription();
        all.MapGet("/", List);
        all.MapPost("/", Create);
        all.MapGet("/queue", Queue);
        all.MapGet("/{number:long}", Show);
        all.MapPost("/{number:long}", Act);
    }

    static async Task<IResult> List(string owner, string name, ProjectRequest request, MergeRequestPageParts parts, PageFrame frame, CancellationToken ct, string? state = null)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Reader, ct);
        return found.Project is null || !MergeRequestEndpoints.TryState(state, out _) ? TypedResults.NotFound() : await ListAsync(found, request, parts, frame, state, null, ct);
    }

    static Task<IResult> Create(
        string owner, string name, HttpContext context, PageForms forms, ProjectRequest request, MergeRequestPageParts parts, CreateMergeRequestOperation create, PageFrame frame,
        CancellationToken ct) =>
        forms.AnswerAsync(
            context, $"/projects/{owner}/{name}/merge-requests",
            new FormSteps<ProjectAnswer>(
                () => request.SeeAsync(owner, name, ProjectRole.Reader, ct),
                (found, form) => found.Role < ProjectRole.Developer
                    ? Task.FromResult<FormOutcome>(new FormOutcome.Refused("This needs the role developer."))
                    : CreateAsync(found.Project!, request.Actor, form, create, ct),
                (found, why) => ListAsync(found, request, parts, frame, null, why, ct)),
            ct);

    static async Task<FormOutcome> CreateAsync(Project project, Actor actor, PostedForm form, CreateMergeRequestOperation create, CancellationToken ct)
    {
        var wanted = new CreateMergeRequest(form["source"], form["target"], form["title"], form.Whole("description"), Draft: form.Has("draft"));
        return await create.RunAsync(project, actor, wanted, null, ct) switch
        {
            CreateMergeRequestOutcome.Created made => new FormOutcome.Done($"/projects/{project.Path}/merge-requests/{made.MergeRequest.Number}"),
            CreateMergeRequestOutcome.Exists exists => new FormOutcome.Refused($"!{exists.MergeRequest.Number} is open for these branches."),
            CreateMergeRequestOutcome.Refused refused => new FormOutcome.Refused(refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    static async Task<IResult> Queue(string owner, string name, ProjectRequest request, MergeRequestPageParts parts, PageFrame frame, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Reader, ct);
        return found.Project is not { } project ? TypedResults.NotFound() : frame.Show<QueuePage>($"Merge queue - {project.Path}", new(StringComparer.Ordinal)
        {
            ["Project"] = parts.Projects.Of(project, found.Role, request.Server),
            ["Entries"] = await parts.Queue.ListAsync(project.Id, null, ct),
        });
    }

    static async Task<IResult> ListAsync(ProjectAnswer found, ProjectRequest request, MergeRequestPageParts parts, PageFrame frame, string? state, string? error, CancellationToken ct)
    {
        var project = found.Project!;
        MergeRequestEndpoints.TryState(state, out var wanted);
        return frame.Show<MergeRequestsPage>(
            $"Merge requests - {project.Path}",
            new(StringComparer.Ordinal)
            {
                ["Project"] = parts.Projects.Of(project, found.Role, request.Server),
                ["State"] = state ?? "opened",
                ["MergeRequests"] = (IReadOnlyList<MergeRequestInfo>)[.. (await parts.Store.ListAsync(project.Id, wanted, ct)).Select(one => MergeRequestInfos.Of(one, project, request.Server))],
                ["MayWrite"] = found.Role >= ProjectRole.Developer,
                ["Branches"] = (IReadOnlyList<string>)[.. (await parts.Refs.ListAsync(project.Id, ["refs/heads/"], ct)).Keys.Take(MostOffered).Select(Git.RefName.Short)],
                ["Error"] = error,
            },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    static async Task<IResult> Show(
        string owner, string name, long number, MergeRequestRequest request, MergeRequestPageParts parts, PageFrame frame, CancellationToken ct,
        string? path = null, string? line = null, bool old = false)
    {
        var found = await request.FindAsync(owner, name, number, ProjectRole.Reader, ct);
        var at = path is not null && int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? new CommentPlace(path, parsed, old) : null;
        return found.One is null ? TypedResults.NotFound() : await PageAsync(found, request, parts, frame, at, null, StatusCodes.Status200OK, ct);
    }

    static Task<IResult> Act(
        string owner, string name, long number, HttpContext context, PageForms forms, MergeRequestRequest request, MergeRequestPageParts parts, MergeRequestActions actions, PageFrame frame,
        CancellationToken ct) =>
        forms.AnswerAsync(
            context, $"/projects/{owner}/{name}/merge-requests/{number}",
            new FormSteps<MergeRequestAnswer>(
                async () => await request.FindAsync(owner, name, number, ProjectRole.Reader, ct) is { One: not null } found ? found : null,
                async (found, form) => FormOutcome.Of(found.Role < ProjectRole.Developer ? "This needs the role developer." : await actions.RunAsync(found, request.Project.Actor, form, ct)),
                async (found, why) => await PageAsync(
                    found with { One = await parts.Store.FindAsync(found.Project.Id, number, ct) }, request, parts, frame, null, why, StatusCodes.Status409Conflict, ct)),
            ct);

    static async Task<IResult> PageAsync(
        MergeRequestAnswer found, MergeRequestRequest request, MergeRequestPageParts parts, PageFrame frame, CommentPlace? at, string? error, int status, CancellationToken ct)
    {
        var one = found.One!;
        var target = await request.TargetAsync(one, ct);
        return frame.Show<MergeRequestPage>(
            $"!{one.Number} {one.Title}",
            new(StringComparer.Ordinal)
            {
                ["Project"] = parts.Projects.Of(found.Project, found.Role, request.Project.Server),
                ["Detail"] = await parts.Details.OfAsync(found.Project, one, request.Project.Server, ct),
                ["Commits"] = await parts.Commits.ReadAsync(one.ProjectId, target, one.SourceCommit, ct),
                ["Changes"] = await parts.Changes.ReadAsync(one.ProjectId, target, one.SourceCommit, ct),
                ["Comments"] = await parts.Places.FollowAsync(one, target, await parts.Comments.ListAsync(one.Id, ct), ct),
                ["Method"] = (one.Squash ? MergeMethod.Squash : (await parts.Store.RulesAsync(one.ProjectId, ct)).Method).Name(),
                ["MayWrite"] = found.Role >= ProjectRole.Developer,
                ["At"] = at,
                ["Error"] = error,
            },
            status);
    }
}
