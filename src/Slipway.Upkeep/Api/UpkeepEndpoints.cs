using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.Contracts.Upkeep;
using Slipway.Platform.Problems;
using Slipway.Upkeep.Duties;

namespace Slipway.Upkeep.Api;

static class UpkeepEndpoints
{
    const int MostRuns = 100;

    public static void Map(RouteGroupBuilder project)
    {
        project.MapGet("/upkeep", List).WithSummary("What the server does for a project by itself: host keys, dependencies").Produces<IReadOnlyList<UpkeepInfo>>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        project.MapPut("/upkeep/{duty}", Set).WithSummary("Turn a duty on or off, or change it").Produces<UpkeepInfo>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422);
        project.MapPost("/upkeep/{duty}/run", Run).WithSummary("Run it now, besides its times").Produces<UpkeepRunInfo>(202).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409);
        project.MapGet("/upkeep/{duty}/runs", Runs).WithSummary("A duty's runs, newest first").Produces<IReadOnlyList<UpkeepRunInfo>>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
        project.MapGet("/upkeep/runs/{id:long}", Show).WithSummary("One run, with its log and what it found").Produces<UpkeepRunDetail>().ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);
    }

    static async Task<IResult> List(string owner, string name, UpkeepScope scope, UpkeepReader reader, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ct);
        return answer.Project is { } project ? TypedResults.Ok(await reader.ListAsync(project.Id, ct)) : answer.Refusal!;
    }

    static async Task<IResult> Set(string owner, string name, string duty, SetUpkeep body, UpkeepScope scope, SetDutyOperation set, UpkeepReader reader, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ct);
        return answer.Project is not { } project ? answer.Refusal!
            : DutyWords.TryParse(duty) is not { } kind ? Unknown(duty)
            : await set.RunAsync(project, kind, body, scope.Caller.By, ct) switch
            {
                SetDutyOutcome.Done done => TypedResults.Ok(await reader.InfoAsync(done.Duty, ct)),
                SetDutyOutcome.Refused refused => Refusal.Of(ProblemCode.Malformed, refused.Why),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
    }

    static async Task<IResult> Run(string owner, string name, string duty, UpkeepScope scope, RunNowOperation run, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ct);
        return answer.Project is not { } project ? answer.Refusal!
            : DutyWords.TryParse(duty) is not { } kind ? Unknown(duty)
            : await run.RunAsync(project.Id, kind, scope.Caller.By, ct) switch
            {
                RunNowOutcome.Queued queued => TypedResults.Accepted($"/api/v2/projects/{project.Path}/upkeep/runs/{queued.Run.Id}", UpkeepReader.Info(queued.Run)),
                RunNowOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
                _ => throw new InvalidOperationException("an outcome without an answer"),
            };
    }

    static async Task<IResult> Runs(string owner, string name, string duty, UpkeepScope scope, UpkeepReader reader, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ct);
        return answer.Project is not { } project ? answer.Refusal!
            : DutyWords.TryParse(duty) is { } kind ? TypedResults.Ok(await reader.RunsAsync(project.Id, kind, MostRuns, ct))
            : Unknown(duty);
    }

    static async Task<IResult> Show(string owner, string name, long id, UpkeepScope scope, UpkeepReader reader, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ct);
        return answer.Project is not { } project ? answer.Refusal!
            : await reader.RunAsync(project.Id, id, ct) is { } run ? TypedResults.Ok(run)
            : Refusal.Of(ProblemCode.NotFound, $"There is no run {id} in this project. 'slipway upkeep history' names them.");
    }

    static IResult Unknown(string duty) => Refusal.Of(ProblemCode.NotFound, $"There is no duty '{duty}': known-hosts and deps are.");
}
