using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Api;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Variables;

/// <summary>Variables are written and never read back: their values go to jobs and nowhere else.</summary>
static class VariableEndpoints
{
    public static void MapProject(RouteGroupBuilder project)
    {
        project.MapGet("/variables", async (string owner, string name, ProjectScope scope, VariableStore store, CancellationToken ct) =>
            await scope.FindAsync(owner, name, ProjectRole.Maintainer, ct) is var answer && answer.Project is { } found ? List(store, found.Id) : answer.Refusal!)
            .WithSummary("A project's variables, without their values").Produces<IReadOnlyList<VariableInfo>>().ProducesProblem(404);
        project.MapPut("/variables/{key}", async (string owner, string name, string key, SetVariable body, ProjectScope scope, VariableStore store, TimeProvider time, CancellationToken ct) =>
            await scope.FindAsync(owner, name, ProjectRole.Maintainer, ct) is var answer && answer.Project is { } found ? await SetAsync(store, found.Id, key, body, scope, time, ct) : answer.Refusal!)
            .WithSummary("Make or change a variable").Produces(204).ProducesProblem(404).ProducesProblem(422);
        project.MapDelete("/variables/{key}", async (string owner, string name, string key, ProjectScope scope, VariableStore store, CancellationToken ct, string environment = "*") =>
            await scope.FindAsync(owner, name, ProjectRole.Maintainer, ct) is var answer && answer.Project is { } found ? await RemoveAsync(store, found.Id, key, environment, ct) : answer.Refusal!)
            .WithSummary("Remove a variable").Produces(204).ProducesProblem(404);
    }

    public static void MapInstance(RouteGroupBuilder api)
    {
        api.MapGet("/variables", (ProjectScope scope, VariableStore store) => scope.RefuseUnlessAdmin() ?? List(store, null))
            .WithSummary("The instance's variables, without their values").Produces<IReadOnlyList<VariableInfo>>().ProducesProblem(401);
        api.MapPut("/variables/{key}", async (string key, SetVariable body, ProjectScope scope, VariableStore store, TimeProvider time, CancellationToken ct) =>
            scope.RefuseUnlessAdmin() ?? await SetAsync(store, null, key, body, scope, time, ct))
            .WithSummary("Make or change a variable for all projects").Produces(204).ProducesProblem(401).ProducesProblem(422);
        api.MapDelete("/variables/{key}", async (string key, ProjectScope scope, VariableStore store, CancellationToken ct, string environment = "*") =>
            scope.RefuseUnlessAdmin() ?? await RemoveAsync(store, null, key, environment, ct))
            .WithSummary("Remove a variable of the instance").Produces(204).ProducesProblem(401);
    }

    static IResult List(VariableStore store, long? project) => TypedResults.Ok(VariableRules.Infos(store.Of(project)));

    static async Task<IResult> SetAsync(VariableStore store, long? project, string key, SetVariable body, ProjectScope scope, TimeProvider time, CancellationToken ct)
    {
        if (VariableRules.Wrong(key, body) is { } wrong)
        {
            return Refusal.Of(ProblemCode.Malformed, wrong);
        }

        await store.SetAsync(project, key, body.Value!, new VariableFlags(body.Environment ?? "*", body.Protected, body.Masked, body.File, body.Raw), scope.Caller.By, time.GetUtcNow(), ct);
        return TypedResults.NoContent();
    }

    static async Task<IResult> RemoveAsync(VariableStore store, long? project, string key, string environment, CancellationToken ct) =>
        await store.RemoveAsync(project, key, environment, ct)
            ? TypedResults.NoContent()
            : Refusal.Of(ProblemCode.NotFound, $"There is no variable {key} for {environment}. 'slipway variable list' names them.");
}
