using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Api;
using Slipway.BuildMachines.Jobs;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Schedules;

static class ScheduleEndpoints
{
    public static void Map(RouteGroupBuilder project)
    {
        project.MapGet("/schedules", List).WithSummary("Pipelines that run by themselves").Produces<IReadOnlyList<ScheduleInfo>>().ProducesProblem(404);
        project.MapPost("/schedules", Create).WithSummary("Run a pipeline at certain times").Produces<ScheduleInfo>(201).ProducesProblem(422);
        project.MapPut("/schedules/{id:long}", Change).WithSummary("Change a schedule; it is the caller's from then on").Produces<ScheduleInfo>().ProducesProblem(404).ProducesProblem(422);
        project.MapPost("/schedules/{id:long}/play", Play).WithSummary("Run it now, besides its times").Produces<ScheduleInfo>().ProducesProblem(404);
        project.MapDelete("/schedules/{id:long}", Remove).WithSummary("Remove a schedule").Produces(204).ProducesProblem(404);
    }

    static async Task<IResult> List(string owner, string name, ProjectScope scope, ScheduleStore schedules, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Reader, ct);
        return answer.Project is { } project ? TypedResults.Ok(await schedules.ListAsync(project.Id, ct)) : answer.Refusal!;
    }

    static async Task<IResult> Create(string owner, string name, SetSchedule body, ProjectScope scope, ScheduleStore schedules, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        if (answer.Project is not { } project || ScheduleRules.Wrong(body) is not null)
        {
            return answer.Refusal ?? Refusal.Of(ProblemCode.Malformed, ScheduleRules.Wrong(body)!);
        }

        var made = await schedules.AddAsync(project.Id, body, Doer.Of(scope.Caller), ct);
        return TypedResults.Created($"/api/v2/projects/{project.Path}/schedules/{made.Id}", made);
    }

    static async Task<IResult> Change(string owner, string name, long id, SetSchedule body, ProjectScope scope, ScheduleStore schedules, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        return answer.Project is not { } project ? answer.Refusal!
            : ScheduleRules.Wrong(body) is { } wrong ? Refusal.Of(ProblemCode.Malformed, wrong)
            : await schedules.ChangeAsync(project.Id, id, body, Doer.Of(scope.Caller), ct) is { } changed ? TypedResults.Ok(changed)
            : NotFound(id);
    }

    static async Task<IResult> Remove(string owner, string name, long id, ProjectScope scope, ScheduleStore schedules, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        return answer.Project is not { } project ? answer.Refusal!
            : await schedules.RemoveAsync(project.Id, id, ct) ? TypedResults.NoContent()
            : NotFound(id);
    }

    static async Task<IResult> Play(string owner, string name, long id, ProjectScope scope, ScheduleStore schedules, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        return answer.Project is not { } project ? answer.Refusal!
            : await schedules.PlayAsync(project.Id, id, ct) is { } played ? TypedResults.Ok(played)
            : NotFound(id);
    }

    static IResult NotFound(long id) => Refusal.Of(ProblemCode.NotFound, $"There is no schedule {id} in this project. 'slipway schedule list' names them.");
}
