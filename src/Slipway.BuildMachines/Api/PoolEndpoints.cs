using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Reports;
using Slipway.Contracts.BuildMachines;
using Slipway.Platform.Machines;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Api;

/// <summary>Pools are the admins'.</summary>
static class PoolEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/pools", List).WithSummary("The pools, and how they do").Produces<IReadOnlyList<PoolInfo>>().ProducesProblem(401).ProducesProblem(403);
        api.MapGet("/queue", Queue).WithSummary("What waits for a runner, and what the pools do about it").Produces<IReadOnlyList<WaitingJobs>>().ProducesProblem(401).ProducesProblem(403);
        api.MapGet("/pools/file", File).WithSummary("The file that declares the pools").Produces<PoolFileText>().ProducesProblem(401).ProducesProblem(403);
        api.MapPut("/pools/file", Apply).WithSummary("Declare the pools; all of them, at once").Produces<PoolPlan>().ProducesProblem(409).ProducesProblem(422);
        api.MapPost("/pools/plan", Plan).WithSummary("What a file of pools would change").Produces<PoolPlan>().ProducesProblem(422);
        api.MapGet("/pools/{name}", Show).WithSummary("One pool with its machines").Produces<PoolDetail>().ProducesProblem(404);
    }

    static async Task<IResult> List(ProjectScope scope, PoolReports reports, CancellationToken ct) => scope.RefuseUnlessAdmin() ?? TypedResults.Ok(await reports.ListAsync(ct));

    static async Task<IResult> Queue(ProjectScope scope, QueueReport queue, CancellationToken ct) => scope.RefuseUnlessAdmin() ?? TypedResults.Ok(await queue.ListAsync(ct));

    static IResult File(ProjectScope scope, PoolBook book) => scope.RefuseUnlessAdmin() ?? TypedResults.Ok(new PoolFileText(book.Text));

    static async Task<IResult> Show(string name, ProjectScope scope, PoolReports reports, CancellationToken ct) =>
        scope.RefuseUnlessAdmin() ?? (await reports.FindAsync(name, ct) is { } pool
            ? TypedResults.Ok(pool)
            : Refusal.Of(ProblemCode.NotFound, $"There is no pool {name}. 'slipway pools list' names them."));

    static async Task<IResult> Plan(PoolFileText body, ProjectScope scope, PoolBook book, IMachineLedger ledger, IEnumerable<IMachineProviderKind> kinds, CancellationToken ct) =>
        scope.RefuseUnlessAdmin() ?? (PoolFile.Read(body.Text ?? "", kinds) is PoolReading.Faulty { Faults: var faults } ? Wrong(faults) : TypedResults.Ok(await CompareAsync(false, body.Text ?? "", book, ledger, kinds, ct)));

    static async Task<IResult> Apply(
        PoolFileText body, ProjectScope scope, PoolBook book, PoolFileWatch watch, IMachineLedger ledger, IEnumerable<IMachineProviderKind> kinds, CancellationToken ct)
    {
        if (scope.RefuseUnlessAdmin() is { } refusal)
        {
            return refusal;
        }

        if (watch.IsThere)
        {
            return Refusal.Of(ProblemCode.PoolsInFile, "The server's data folder holds a pools.yml, which counts: change that file, or take it away to declare pools here.");
        }

        if (PoolFile.Read(body.Text ?? "", kinds) is PoolReading.Faulty { Faults: var faults })
        {
            return Wrong(faults);
        }

        var plan = await CompareAsync(true, body.Text!, book, ledger, kinds, ct);
        await book.ApplyAsync(body.Text!, scope.Caller.By, ct);
        return TypedResults.Ok(plan);
    }

    static async Task<PoolPlan> CompareAsync(bool applied, string text, PoolBook book, IMachineLedger ledger, IEnumerable<IMachineProviderKind> kinds, CancellationToken ct) => new(
        applied,
        PoolPlanning.Compare([.. book.Pools.Select(pool => pool.Definition)], ((PoolReading.Read)PoolFile.Read(text, kinds)).Pools, await ledger.LoadAsync(ct)));

    static IResult Wrong(IReadOnlyList<PoolFault> faults) => Refusal.Of(
        ProblemCode.PoolsInvalid, $"{faults.Count} {(faults.Count == 1 ? "fault" : "faults")}, and nothing is changed:\n{string.Join('\n', faults)}");
}
