using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Logs;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Queue;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>
/// <c>PUT /jobs/:id</c>: confirms a job, says that it still runs, or ends it. The end is taken once; the same said again, because the answer was lost,
/// is a success again. A trace that is not what its checksum says is asked for anew.
/// </summary>
static class UpdateJob
{
    const int MaxResends = 2;

    public static async Task<IResult> RunAsync(
        long id, HttpContext http, JobCall calls, RunningJobs running, TraceStore traces, JobChanges changes, IOptions<TraceOptions> options, CancellationToken ct)
    {
        if (await Body.ReadAsync(http.Request, RunnerApiJson.Default.UpdateRequest, ct) is not { } body)
        {
            return Answer.Malformed();
        }

        if (calls.Find(id, http.Request, body.Token) is not { } attempt)
        {
            return await calls.EndedAsync(id, http.Request, body.Token, ct) is { } ended && WordOf(ended.End) == body.State
                ? TypedResults.Ok()
                : await calls.RefuseAsync(id, http, body.Token, ct);
        }

        Answer.TraceInterval(http.Response, changes.IsWatched(id) ? options.Value.WatchedInterval : options.Value.Interval);
        switch (body.State)
        {
            case "running":
                if (!await running.ConfirmAsync(attempt, ct))
                {
                    return await calls.RefuseAsync(id, http, body.Token, ct);
                }

                Answer.JobStatus(http.Response, attempt.Canceling ? "canceling" : "running");
                return TypedResults.Ok();
            case "success" or "failed":
                if (attempt.CanResendTrace && body.Output?.Checksum is { } sum && attempt.Resends < MaxResends && Differs(traces.Open(id, attempt.Number), sum))
                {
                    attempt.Resends++;
                    traces.Open(id, attempt.Number).Reset();
                    return TypedResults.StatusCode(StatusCodes.Status412PreconditionFailed);
                }

                return await running.EndAsync(attempt, body.State == "success", FailureReason.FromRunner(body.FailureReason), body.ExitCode, ct)
                    ? TypedResults.Ok()
                    : await calls.RefuseAsync(id, http, body.Token, ct);
            default:
                return Answer.Malformed("state is running, success or failed.");
        }
    }

    static bool Differs(TraceFile trace, string sum) => !string.Equals(sum, trace.Checksum, StringComparison.OrdinalIgnoreCase);

    static string? WordOf(AttemptEnd end) => end switch { AttemptEnd.Success => "success", AttemptEnd.Failed => "failed", _ => null };
}
