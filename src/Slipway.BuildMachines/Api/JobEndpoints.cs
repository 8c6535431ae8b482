using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Artifacts;
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
        project.MapPost("/jobs/{id:long}/cancel", Cancel).WithSummary("Cancel a job").Produces<JobInfo>().ProducesProblem(404).ProducesProblem(409);
        project.MapPost("/jobs/{id:long}/retry", Retry).WithSummary("Run a job again, as a new job").Produces<JobInfo>().ProducesProblem(404).ProducesProblem(409);
        project.MapPost("/jobs/{id:long}/play", Play).WithSummary("Start a manual or delayed job").Produces<JobInfo>().ProducesProblem(404).ProducesProblem(409);
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

    static Task<IResult> Cancel(string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, PipelineControl control, CancellationToken ct) =>
        ChangeAsync(owner, name, id, ProjectRole.Developer, scope, pipelines, _ => control.CancelJobAsync(id, ct), ct);

    static Task<IResult> Retry(string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, PipelineControl control, CancellationToken ct) =>
        ChangeAsync(owner, name, id, ProjectRole.Developer, scope, pipelines, by => control.RetryJobAsync(id, by, ct), ct);

    static Task<IResult> Play(string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, PipelineControl control, CancellationToken ct) =>
        ChangeAsync(owner, name, id, ProjectRole.Developer, scope, pipelines, by => control.PlayAsync(id, by, ct), ct);

    static Task<IResult> Prefer(string owner, string name, long id, SetPriority body, ProjectScope scope, PipelineReader pipelines, PipelineControl control, CancellationToken ct) =>
        Math.Abs((long)body.Priority) > MostPriority
            ? Task.FromResult<IResult>(Refusal.Of(ProblemCode.Malformed, $"A priority is from -{MostPriority} to {MostPriority}."))
            : ChangeAsync(owner, name, id, ProjectRole.Maintainer, scope, pipelines, _ => control.PreferAsync(id, body.Priority, ct), ct);

    static async Task<IResult> Download(string owner, string name, long id, string type, ProjectScope scope, PipelineReader pipelines, ArtifactStore artifacts, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Reader, ct);
        return answer.Project is not { } project ? answer.Refusal!
            : await pipelines.RowAsync(project, id, ct) is not null && await artifacts.FindAsync(id, type, ct) is { } file && artifacts.Open(file) is { } blob
                ? new ArtifactDownload(blob, file)
            : Refusal.Of(ProblemCode.NotFound, $"Job {id} of {project.Path} has no artifact {type}, or it has expired.");
    }

    static async Task<IResult> ChangeAsync(
        string owner, string name, long id, ProjectRole needed, ProjectScope scope, PipelineReader pipelines, Func<string, Task<ControlOutcome?>> change, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, needed, ct);
        if (answer.Project is not { } project)
        {
            return answer.Refusal!;
        }

        if (await pipelines.RowAsync(project, id, ct) is not { } row || await pipelines.FindAsync(project, row.PipelineId, superseded: false, ct) is not { } pipeline)
        {
            return NotFound(id, project);
        }

        if (await scope.RefuseProtectedAsync(project, answer.Role, pipeline.Pipeline.FullRef, ct) is { } refusal)
        {
            return refusal;
        }

        return await change(scope.Caller.By) switch
        {
            ControlOutcome.Done done => TypedResults.Ok(await pipelines.JobAsync(project, done.JobId, ct)),
            ControlOutcome.Replaced replaced => TypedResults.Ok(await pipelines.JobAsync(project, replaced.JobId(), ct)),
            ControlOutcome.Refused refused => Refusal.Of(refused.Problem, refused.Detail),
            _ => Refusal.Of(ProblemCode.JobStateWrong, $"Job {id} was retried already; the newer one of its name counts."),
        };
    }

    static IResult NotFound(long id, ProjectFacts project) => Refusal.Of(ProblemCode.NotFound, $"There is no job {id} in {project.Path}.");
}
