using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Slipway.BuildMachines.Logs;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Queue;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>
/// <c>PATCH /jobs/:id/trace</c> with <c>Content-Range: start-end</c>: appended where the start is the end of what is here, else 416 with how much is
/// here. The end is computed from the body, since older runners send a wrong one.
/// </summary>
static class PatchTrace
{
    public const int MaxBytes = 2 << 20;

    public static async Task<IResult> RunAsync(
        long id, HttpContext http, JobCall calls, RunningJobs running, TraceStore traces, JobChanges changes, IOptions<TraceOptions> options, CancellationToken ct)
    {
        if (calls.Find(id, http.Request) is not { } attempt)
        {
            return await calls.RefuseAsync(id, http, null, ct);
        }

        if (StartOf(http.Request.Headers.ContentRange.ToString()) is not { } start)
        {
            return Answer.Malformed("Send Content-Range: START-END.");
        }

        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, ct);
        if (!await running.ConfirmAsync(attempt, ct))
        {
            return await calls.RefuseAsync(id, http, null, ct);
        }

        var trace = traces.Open(id, attempt.Number);
        var appended = trace.TryAppend(start, body.GetBuffer().AsSpan(0, (int)body.Length));
        var response = http.Response;
        response.Headers["Range"] = "0-" + trace.Received.ToString(CultureInfo.InvariantCulture);
        Answer.JobStatus(response, attempt.Canceling ? "canceling" : "running");
        Answer.TraceInterval(response, changes.IsWatched(id) ? options.Value.WatchedInterval : options.Value.Interval);
        if (!appended)
        {
            return TypedResults.StatusCode(StatusCodes.Status416RangeNotSatisfiable);
        }

        changes.Tell(id);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    static long? StartOf(string range) =>
        range.Split('-') is [var start, _] && long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from : null;
}
