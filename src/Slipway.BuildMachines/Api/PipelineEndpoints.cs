using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Api;

static class PipelineEndpoints
{
    const int LargestPage = 100;

    public static void Map(RouteGroupBuilder project)
    {
        project.MapGet("/pipelines", List).WithSummary("A project's pipelines, newest first").Produces<PipelinePage>().ProducesProblem(404);
        project.MapPost("/pipelines", Run).WithSummary("Run a pipeline for a ref").Produces<PipelineDetail>(201).ProducesProblem(404).ProducesProblem(422);
        project.MapGet("/pipelines/{id:long}", Show).WithSummary("One pipeline with its jobs").Produces<PipelineDetail>().ProducesProblem(404);
        project.MapPost("/pipelines/{id:long}/cancel", Cancel).WithSummary("Cancel what is not over").Produces<PipelineDetail>().ProducesProblem(404);
        project.MapPost("/pipelines/{id:long}/retry", Retry).WithSummary("Run again what failed or was canceled").Produces<PipelineDetail>().ProducesProblem(404);
    }

    static async Task<IResult> List(
        string owner, string name, ProjectScope scope, PipelineReader pipelines, CancellationToken ct, string? @ref = null, int page = 1, int per_page = 20)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Reader, ct);
        return answer.Project is { } project
            ? TypedResults.Ok(await pipelines.PageAsync(project, @ref, Math.Clamp(page, 1, int.MaxValue / LargestPage), Math.Clamp(per_page, 1, LargestPage), ct))
            : answer.Refusal!;
    }

    static async Task<IResult> Run(string owner, string name, RunPipeline body, ProjectScope scope, RunPipelineOperation run, PipelineReader pipelines, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Developer, ct);
        if (answer.Project is not { } project)
        {
            return answer.Refusal!;
        }

        return await run.RunAsync(project, answer.Role, body, Doer.Of(scope.Caller), "api", ct) switch
        {
            RunPipelineOutcome.Made made => TypedResults.Created(
                $"/api/v2/projects/{project.Path}/pipelines/{made.PipelineId}", await pipelines.FindAsync(project, made.PipelineId, superseded: false, ct)),
            RunPipelineOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    static async Task<IResult> Show(string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, CancellationToken ct, bool superseded = false)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Reader, ct);
        return answer.Project is not { } project ? answer.Refusal!
            : await pipelines.FindAsync(project, id, superseded, ct) is { } found ? TypedResults.Ok(found)
            : NotFound(id, project);
    }

    static Task<IResult> Cancel(string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, PipelineControl control, CancellationToken ct) =>
        ChangeAsync(owner, name, id, scope, pipelines, (_, _) => control.CancelAsync(id, ct), ct);

    static Task<IResult> Retry(string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, PipelineControl control, CancellationToken ct) =>
        ChangeAsync(owner, name, id, scope, pipelines, (_, by) => control.RetryAsync(id, by, ct), ct);

    static async Task<IResult> ChangeAsync(
        string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, Func<ProjectFacts, Doer, Task> change, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Developer, ct);
        if (answer.Project is not { } project)
        {
            return answer.Refusal!;
        }

        if (await pipelines.FindAsync(project, id, superseded: false, ct) is not { } found)
        {
            return NotFound(id, project);
        }

        if (await scope.RefuseProtectedAsync(project, answer.Role, found.Pipeline.FullRef, ct) is { } refusal)
        {
            return refusal;
        }

        await change(project, Doer.Of(scope.Caller));
        return TypedResults.Ok(await pipelines.FindAsync(project, id, superseded: false, ct));
    }

    static IResult NotFound(long id, ProjectFacts project) =>
        Refusal.Of(ProblemCode.NotFound, $"There is no pipeline {id} in {project.Path}. 'slipway pipeline list {project.Path}' names them.");
}
