using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Slipway.BuildMachines.Api;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Logs;

/// <summary>
/// Traces as bytes, from an offset on; with <c>wait</c>, the answer waits until there is more or the job's state changed. The answer names the job's
/// state and attempt: a job that was queued again begins a new trace.
/// </summary>
static class TraceEndpoints
{
    const int Largest = 4 << 20;
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    public static void Map(RouteGroupBuilder project) =>
        project.MapGet("/jobs/{id:long}/trace", Get).WithSummary("A job's trace").Produces<string>(200, "text/plain").ProducesProblem(404);

    static async Task<IResult> Get(
        string owner, string name, long id, ProjectScope scope, PipelineReader pipelines, TraceStore traces, JobChanges changes, TimeProvider time, HttpResponse response,
        CancellationToken ct, long offset = 0, int? attempt = null, int wait = 0)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Reader, ct);
        if (answer.Project is not { } project)
        {
            return answer.Refusal!;
        }

        var next = changes.Next(id);
        if (await pipelines.RowAsync(project, id, ct) is not { } job)
        {
            return Refusal.Of(ProblemCode.NotFound, $"There is no job {id} in {project.Path}.");
        }

        var wanted = attempt is { } one && one >= 0 && one <= job.Attempt ? one : job.Attempt;
        var from = Math.Max(0, offset);
        if (wait > 0 && !job.State.IsOver() && wanted == job.Attempt && traces.LengthOf(id, wanted) <= from)
        {
            await WaitAsync(next, TimeSpan.FromSeconds(Math.Min(wait, Longest.TotalSeconds)), time, ct);
            job = await pipelines.RowAsync(project, id, ct) ?? job;
        }

        var bytes = traces.Read(id, wanted, from, Largest);
        response.Headers["Slipway-Job-State"] = job.State.Word();
        response.Headers["Slipway-Job-Attempt"] = job.Attempt.ToString(CultureInfo.InvariantCulture);
        response.Headers["Slipway-Next-Offset"] = (from + bytes.Length).ToString(CultureInfo.InvariantCulture);
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "no-store";
        return TypedResults.Bytes(bytes, "text/plain; charset=utf-8");
    }

    static async Task WaitAsync(Task next, TimeSpan atMost, TimeProvider time, CancellationToken ct)
    {
        try
        {
            await next.WaitAsync(atMost, time, ct);
        }
        catch (TimeoutException)
        {
            // nothing new
        }
    }
}
