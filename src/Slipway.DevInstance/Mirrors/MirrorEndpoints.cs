using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.DevInstance;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Projects;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;

namespace Slipway.DevInstance.Mirrors;

static class MirrorEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/projects/imports", Import).WithSummary("Make a project and fill it from another repository; the project's mirrors show how far it is")
            .Produces<ProjectInfo>(202).ProducesProblem(401).ProducesProblem(403).ProducesProblem(409).ProducesProblem(422);
        var mirrors = api.MapGroup("/projects/{owner}/{name}/mirrors");
        mirrors.MapGet("/", List).WithSummary("Where a project's refs come from and go to, and how that went").Produces<IReadOnlyList<MirrorInfo>>()
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        mirrors.MapPost("/", Add).WithSummary("Add a place that gets the project's refs after each change").Produces<MirrorInfo>(201)
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        mirrors.MapPost("/{id:long}/retry", Retry).WithSummary("Try again now").Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        mirrors.MapDelete("/{id:long}", Remove).WithSummary("Take a mirror away").Produces(204).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> Import(
        ImportProject body, ProjectRequest request, CreateProjectOperation create, AddMirrorOperation add, ProjectInfos infos, CancellationToken ct)
    {
        if (!request.Caller.IsKnown)
        {
            return RequestCaller.Unauthenticated();
        }

        if (await add.RefuseAsync(body.From, ct) is { } wrong)
        {
            return Refusal.Of(wrong.Problem, wrong.Detail);
        }

        switch (await create.RunAsync(new CreateProject(body.Owner, body.Name, body.Private, body.Description), request.Caller, ct))
        {
            case CreateProjectOutcome.Created made:
                await add.RunAsync(made.Project, MirrorKind.Import, body.From, ct);
                return TypedResults.Accepted($"/api/v2/projects/{made.Project.Path}", infos.Of(made.Project, ProjectRole.Owner, request.Server));
            case CreateProjectOutcome.Refused refused:
                return Refusal.Of(refused.Problem, refused.Detail);
            default:
                throw new InvalidOperationException("an outcome without an answer");
        }
    }

    static async Task<IResult> List(string owner, string name, ProjectRequest request, MirrorStore mirrors, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        return found.Project is { } project
            ? TypedResults.Ok<IReadOnlyList<MirrorInfo>>([.. (await mirrors.ListAsync(project.Id, ct)).Select(Info)])
            : found.Refusal!;
    }

    static async Task<IResult> Add(string owner, string name, RemotePlace body, ProjectRequest request, AddMirrorOperation add, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Owner, ct);
        return found.Project is not { } project ? found.Refusal!
            : await add.RunAsync(project, MirrorKind.Push, body, ct) switch
            {
                AddMirrorOutcome.Added added => TypedResults.Created((string?)null, Info(added.Mirror)),
                AddMirrorOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
    }

    static async Task<IResult> Retry(string owner, string name, long id, ProjectRequest request, MirrorStore mirrors, MirrorWorker worker, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        if (found.Project is not { } project)
        {
            return found.Refusal!;
        }

        if (!await mirrors.RetryAsync(project.Id, id, ct))
        {
            return Refusal.Of(ProblemCode.NotFound, $"{project.Path} has no mirror {id} that waits.");
        }

        worker.WakeUp();
        return TypedResults.NoContent();
    }

    static async Task<IResult> Remove(string owner, string name, long id, ProjectRequest request, MirrorStore mirrors, CancellationToken ct)
    {
        var found = await request.FindAsync(owner, name, ProjectRole.Owner, ct);
        return found.Project is not { } project ? found.Refusal!
            : await mirrors.RemoveAsync(project.Id, id, ct) ? TypedResults.NoContent()
            : Refusal.Of(ProblemCode.NotFound, $"{project.Path} has no mirror {id}.");
    }

    public static MirrorInfo Info(Mirror mirror) => new(
        mirror.Id, mirror.Kind.ToString().ToLowerInvariant(), mirror.Url, mirror.State.ToString().ToLowerInvariant(), mirror.Progress, mirror.LastError, mirror.Attempts,
        mirror.NextTryAt, mirror.LastSuccessAt);
}
