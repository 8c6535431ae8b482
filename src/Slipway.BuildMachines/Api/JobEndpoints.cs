using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Queue;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Api;

static class JobEndpoints
{
    const int MostPriority = 1000;

    public static void Map(RouteGroupBuilder project)
    {
        project.MapGet("/jobs/{id:long}", Show).WithSummary("One job").Produces<JobInfo>().ProducesProblem(404);
        project.MapGet("/jobs/{id:long}/why", Why).WithSummary("Why a job does not run").Produces<WaitReason>().ProducesProblem(404);
        MapChange(project, "cancel", "Cancel a job");
        MapChange(project, "retry", "Run a job again, as a new job");
        MapChange(project, "play", "Start a manual or delayed job");
        MapChange(project, "keep", "Keep a job's artifacts for good");
        project.MapPost("/jobs/{id:long}/priority", Prefer).WithSummary("Let a waiting job have its turn sooner or later").Produces<JobInfo>().ProducesProblem(404).ProducesProblem(409);
        project.MapGet("/jobs/{id:long}/artifacts/{type}", Download).WithSummary("A file that a job left").Produces(200).ProducesProblem(404);
    }

    static async Task<IResult> Show(string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Reader, ct);
        return answer.Project is not { } project ? answer.Refusal! : await pipelines.JobAsync(project, id, ct) is { } job ? TypedResults.Ok(job) : NotFound(id, project);
    }

    static async Task<IResult> Why(string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, WhyWaiting why, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Reader, ct);
        return answer.Project is not { } project ? answer.Refusal!
            : await pipelines.RowAsync(project, id, ct) is { } job ? TypedResults.Ok(await why.AskAsync(job, answer.Role >= ProjectRole.Developer, ct))
            : NotFound(id, project);
    }

    static void MapChange(RouteGroupBuilder project, string what, string summary) => project.MapPost(
        $"/jobs/{{id:long}}/{what}",
        (string owner, string name, long id, ProjectScope scope, JobActions actions, PipelineReader pipelines, CancellationToken ct) =>
            ChangeAsync(owner, name, id, scope, actions, new JobAction.Named(what), pipelines, ct))
        .WithSummary(summary).Produces<JobInfo>().ProducesProblem(404).ProducesProblem(409);

    static Task<IResult> Prefer(string owner, string name, long id, SetPriority body, ProjectScope scope, JobActions actions, PipelineReader pipelines, CancellationToken ct) =>
        Math.Abs((long)body.Priority) > MostPriority
            ? Task.FromResult<IResult>(Refusal.Of(ProblemCode.Malformed, $"A priority is from -{MostPriority} to {MostPriority}."))
            : ChangeAsync(owner, name, id, scope, actions, new JobAction.Prefer(body.Priority), pipelines, ct);

    static async Task<IResult> Download(string owner, string name, long id, string type, ProjectScope scope, PipelineReader pipelines, ArtifactStore artifacts, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Reader, ct);
        return answer.Project is not { } project ? answer.Refusal!
            : await pipelines.RowAsync(project, id, ct) is not null && await artifacts.FindAsync(id, type, ct) is { } file && file.IsFor(answer.Role) && artifacts.Open(file) is { } blob
                ? new ArtifactDownload(blob, file)
            : Refusal.Of(ProblemCode.NotFound, $"Job {id} of {project.Path} has no artifact {type}, or it has expired, or is not for everybody who may read the project (artifacts:access).");
    }

    static async Task<IResult> ChangeAsync(
        string owner, string name, long id, ProjectScope scope, JobActions actions, JobAction action, PipelineReader pipelines, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, JobActions.Needs(action), ct);
        return answer.Project is not { } project ? answer.Refusal! : await actions.RunAsync(answer, id, action, Doer.Of(scope.Caller), ct) switch
        {
            ControlOutcome.Done done => TypedResults.Ok(await pipelines.JobAsync(project, done.JobId, ct)),
            ControlOutcome.Replaced replaced => TypedResults.Ok(await pipelines.JobAsync(project, replaced.JobId(), ct)),
            ControlOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
            _ => throw new InvalidOperationException("an outcome without an answer"),
        };
    }

    static IResult NotFound(long id, ProjectFacts project) => Refusal.Of(ProblemCode.NotFound, $"There is no job {id} in {project.Path}.");
}
