using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.RunnerApi;
using Slipway.BuildMachines.Runners;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Auth;
using Slipway.Platform.Problems;
using RunnerInfo = Slipway.Contracts.BuildMachines.RunnerInfo;

namespace Slipway.BuildMachines.Api;

/// <summary>Runners are the admins' to manage; a runner of projects also by who is maintainer in all of them.</summary>
static class RunnerEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/runners", List).WithSummary("The runners that the caller manages").Produces<IReadOnlyList<RunnerInfo>>().ProducesProblem(401);
        api.MapPost("/runners", Create).WithSummary("Make a runner; its token is shown this once").Produces<CreatedRunner>(201).ProducesProblem(401).ProducesProblem(422);
        api.MapGet("/runners/{id:long}", Show).WithSummary("One runner").Produces<RunnerInfo>().ProducesProblem(404);
        api.MapPatch("/runners/{id:long}", Change).WithSummary("Pause a runner, or change what it takes").Produces<RunnerInfo>().ProducesProblem(404).ProducesProblem(422);
        api.MapDelete("/runners/{id:long}", Remove).WithSummary("Remove a runner; its token opens nothing any more").Produces(204).ProducesProblem(404);
        api.MapPost("/runners/registration-token", Reset).WithSummary("A new registration token, in the place of the one before").Produces<NewRegistrationToken>(201).ProducesProblem(401);
    }

    static async Task<IResult> List(ProjectScope scope, RunnerInfos infos, RunnerDirectory runners, CancellationToken ct)
    {
        if (!scope.Caller.IsKnown)
        {
            return RequestCaller.Unauthenticated();
        }

        var mine = new List<RunnerInfo>();
        foreach (var runner in runners.All)
        {
            if (await infos.ManagesAsync(scope.Caller, runner.ProjectIds, ct))
            {
                mine.Add(await infos.OfAsync(runner, ct));
            }
        }

        return TypedResults.Ok<IReadOnlyList<RunnerInfo>>(mine);
    }

    static async Task<IResult> Create(CreateRunner body, ProjectScope scope, RunnerInfos infos, CreateRunnerOperation create, CancellationToken ct)
    {
        return await create.RunAsync(body, scope.Caller, ct) switch
        {
            CreateRunnerOutcome.Created made => TypedResults.Created($"/api/v2/runners/{made.Runner.Id}", new CreatedRunner(await infos.OfAsync(made.Runner, ct), made.Token)),
            CreateRunnerOutcome.Refused refused => !scope.Caller.IsKnown ? RequestCaller.Unauthenticated() : Refusal.Of(refused.Problem, refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    static async Task<IResult> Show(long id, ProjectScope scope, RunnerInfos infos, RunnerDirectory runners, CancellationToken ct) =>
        runners.Find(id) is { } runner && await infos.ManagesAsync(scope.Caller, runner.ProjectIds, ct) ? TypedResults.Ok(await infos.OfAsync(runner, ct)) : NotFound(id);

    static async Task<IResult> Change(long id, ChangeRunner body, ProjectScope scope, RunnerInfos infos, RunnerDirectory runners, CancellationToken ct)
    {
        if (runners.Find(id) is not { } runner || !await infos.ManagesAsync(scope.Caller, runner.ProjectIds, ct))
        {
            return NotFound(id);
        }

        if (RunnerFields.Wrong(body.Description ?? runner.Description, body.Tags, body.MaximumTimeout) is { } wrong)
        {
            return Refusal.Of(ProblemCode.Malformed, wrong);
        }

        var changed = await runners.ChangeAsync(
            id,
            row =>
            {
                row.Description = body.Description ?? row.Description;
                row.Tags = body.Tags is null ? row.Tags : RunnerFields.Tags(string.Join(',', body.Tags));
                row.RunUntagged = body.RunUntagged ?? row.RunUntagged;
                row.Protected = body.Protected ?? row.Protected;
                row.Paused = body.Paused ?? row.Paused;
                row.MaximumTimeout = body.MaximumTimeout ?? row.MaximumTimeout;
                row.MaintenanceNote = body.MaintenanceNote is null ? row.MaintenanceNote : RunnerFields.Text(body.MaintenanceNote, 1000);
            },
            ct);
        return changed is null ? NotFound(id) : TypedResults.Ok(await infos.OfAsync(changed, ct));
    }

    static async Task<IResult> Remove(long id, ProjectScope scope, RunnerInfos infos, RunnerDirectory runners, CancellationToken ct) =>
        runners.Find(id) is { } runner && await infos.ManagesAsync(scope.Caller, runner.ProjectIds, ct) && await runners.RemoveAsync(id, ct)
            ? TypedResults.NoContent()
            : NotFound(id);

    static async Task<IResult> Reset(ResetRegistrationToken body, ProjectScope scope, RunnerInfos infos, RegistrationTokens tokens, IProjectDirectory projects, CancellationToken ct)
    {
        var project = body.Project is null ? null : await projects.FindAsync(body.Project, ct);
        if (body.Project is not null && (project is null || await projects.RoleAsync(project.Id, scope.Caller.TokenId, ct) < ProjectRole.Reader))
        {
            return Refusal.Of(ProblemCode.NotFound, $"There is no project {body.Project} that you may see.");
        }

        return await RefuseAsync(scope, infos, project is null ? null : [project.Id], ct)
            ?? TypedResults.Created("/api/v2/runners", new NewRegistrationToken(await tokens.ResetAsync(project?.Id, scope.Caller.By, ct)));
    }

    static async Task<IResult?> RefuseAsync(ProjectScope scope, RunnerInfos infos, IReadOnlyList<long>? projects, CancellationToken ct) =>
        await infos.ManagesAsync(scope.Caller, projects, ct) ? null
        : !scope.Caller.IsKnown ? RequestCaller.Unauthenticated()
        : Refusal.Of(ProblemCode.Forbidden, CreateRunnerOperation.NotYours);

    static IResult NotFound(long id) => Refusal.Of(ProblemCode.NotFound, $"There is no runner {id} that you manage. 'slipway runners list' names them.");
}
