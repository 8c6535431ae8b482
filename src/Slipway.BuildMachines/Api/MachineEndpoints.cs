using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Reports;
using Slipway.Contracts.BuildMachines;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Api;

/// <summary>Machines are the admins'. Nothing here ends a job: a machine that has one drains.</summary>
static class MachineEndpoints
{
    const int LogBytes = 256 * 1024;

    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/machines", List).WithSummary("The machines of all pools, or of one").Produces<IReadOnlyList<MachineInfo>>().ProducesProblem(401).ProducesProblem(403);
        api.MapGet("/machines/{id}", Show).WithSummary("One machine with its history").Produces<MachineDetail>().ProducesProblem(404);
        api.MapGet("/machines/{id}/log", Log).WithSummary("The end of a machine's console").Produces<string>(200, "text/plain").ProducesProblem(404);
        api.MapPost("/machines/{id}/drain", Drain).WithSummary("Give a machine no further job, and remove it once it has none").Produces<MachineDetail>().ProducesProblem(404).ProducesProblem(409);
        api.MapDelete("/machines/{id}", Remove).WithSummary("Remove a machine that has no job").Produces<MachineDetail>().ProducesProblem(404).ProducesProblem(409);
    }

    static async Task<IResult> List(ProjectScope scope, PoolReports reports, CancellationToken ct, string? pool = null, bool gone = false) =>
        scope.RefuseUnlessAdmin() ?? TypedResults.Ok(await reports.MachinesAsync(pool, gone, ct));

    static async Task<IResult> Show(string id, ProjectScope scope, PoolReports reports, CancellationToken ct) =>
        scope.RefuseUnlessAdmin() ?? (await reports.MachineAsync(id, ct) is { } machine ? TypedResults.Ok(machine) : NotFound(id));

    static async Task<IResult> Log(string id, ProjectScope scope, MachineOrders orders, CancellationToken ct) =>
        scope.RefuseUnlessAdmin() ?? (await orders.LogAsync(id, LogBytes, ct) is { } log
            ? TypedResults.Text(log)
            : Refusal.Of(ProblemCode.NotFound, $"There is no machine {id} whose provider has a log of it."));

    static async Task<IResult> Drain(string id, ProjectScope scope, MachineOrders orders, PoolReports reports, CancellationToken ct) =>
        scope.RefuseUnlessAdmin() ?? await AnswerAsync(id, await orders.DrainAsync(id, scope.Caller.By, whenIdle: true, ct), reports, ct);

    static async Task<IResult> Remove(string id, ProjectScope scope, MachineOrders orders, PoolReports reports, CancellationToken ct) =>
        scope.RefuseUnlessAdmin() ?? await AnswerAsync(id, await orders.DrainAsync(id, scope.Caller.By, whenIdle: false, ct), reports, ct);

    static async Task<IResult> AnswerAsync(string id, OrderOutcome outcome, PoolReports reports, CancellationToken ct) => outcome switch
    {
        OrderOutcome.Done => TypedResults.Ok(await reports.MachineAsync(id, ct)),
        OrderOutcome.Busy busy => Refusal.Of(
            ProblemCode.MachineState, $"Machine {id} has {busy.Jobs} {(busy.Jobs == 1 ? "job" : "jobs")}, and a machine with a job is never removed. 'slipway machines drain {id}' removes it after that, or cancel the job."),
        _ => NotFound(id),
    };

    static IResult NotFound(string id) => Refusal.Of(ProblemCode.NotFound, $"There is no machine {id}, or it is gone. 'slipway machines list' names them.");
}
