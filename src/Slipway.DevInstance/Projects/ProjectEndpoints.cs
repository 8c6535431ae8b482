using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Projects.Removal;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Projects;

static class ProjectEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/projects", List).WithSummary("The projects that the caller may see").Produces<IReadOnlyList<ProjectInfo>>();
        api.MapPost("/projects", Create).WithSummary("Make a project with an empty repository")
            .Produces<ProjectInfo>(201).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        api.MapGet("/projects/{owner}/{name}", Show).WithSummary("One project").Produces<ProjectInfo>().ProducesProblem(404);
        api.MapPatch("/projects/{owner}/{name}", Change).WithSummary("Change a project's description, access or default branch")
            .Produces<ProjectInfo>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        api.MapDelete("/projects/{owner}/{name}", Delete).WithSummary("Delete a project and all that hangs on it, except packages and their provenance")
            .Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
    }

    static async Task<IResult> List(ProjectRequest request, ProjectStore projects, ProjectAccess access, ProjectInfos infos, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<ProjectInfo>>([.. (await access.VisibleAsync(await projects.AllAsync(ct), request.Actor, ct))
            .Select(visible => infos.Of(visible.Project, visible.Role, request.Server))]);

    static async Task<IResult> Create(CreateProject body, ProjectRequest request, CreateProjectOperation create, ProjectInfos infos, CancellationToken ct)
    {
        if (!request.Caller.IsKnown)
        {
            return RequestCaller.Unauthenticated();
        }

        return await create.RunAsync(body, request.Caller, ct) switch
        {
            CreateProjectOutcome.Created made => TypedResults.Created($"/api/v2/projects/{made.Project.Path}", infos.Of(made.Project, ProjectRole.Owner, request.Server)),
            CreateProjectOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    static async Task<IResult> Show(string owner, string name, ProjectRequest request, ProjectInfos infos, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Reader, ct);
        return found.Project is { } project ? TypedResults.Ok(infos.Of(project, found.Role, request.Server)) : found.Refusal!;
    }

    static async Task<IResult> Change(
        string owner, string name, ChangeProject body, ProjectRequest request, ChangeProjectOperation change, ProjectInfos infos, CancellationToken ct)
    {
        // Who may read it at all is the owner's to say.
        var found = await request.FindAsync(owner, name, body.Private is null ? ProjectRole.Maintainer : ProjectRole.Owner, ct);
        if (found.Project is not { } project)
        {
            return found.Refusal!;
        }

        return await change.RunAsync(project, body, ct) switch
        {
            ChangeProjectOutcome.Changed changed => TypedResults.Ok(infos.Of(changed.Project, found.Role, request.Server)),
            ChangeProjectOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    static async Task<IResult> Delete(string owner, string name, ProjectRequest request, DeleteProjectOperation delete, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Owner, ct);
        if (found.Project is not { } project)
        {
            return found.Refusal!;
        }

        return await delete.RunAsync(project, request.Actor, ct) is DeleteProjectOutcome.Refused refused ? Refusal.Of(refused.Problem, refused.Detail) : TypedResults.NoContent();
    }
}
