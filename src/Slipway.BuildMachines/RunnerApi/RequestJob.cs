using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Runners;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>
/// <c>POST /jobs/request</c>: held until there is a job, and answered with the job itself. 403 is for a wrong token only: three of them make a runner
/// stop asking for an hour.
/// </summary>
static class RequestJob
{
    public static async Task RunAsync(
        HttpContext http, RunnerDirectory runners, RunnerContacts machines, JobQueue queue, LiveAttempts attempts, AttemptWatch watch,
        IOptions<QueueOptions> options, IHostApplicationLifetime life, TimeProvider time)
    {
        var ct = http.RequestAborted;
        if (await Body.ReadAsync(http.Request, RunnerApiJson.Default.JobRequest, ct) is not { } body)
        {
            await Answer.Malformed().ExecuteAsync(http);
            return;
        }

        if (runners.FindByToken(body.Token) is not { } runner)
        {
            await Answer.Forbidden().ExecuteAsync(http);
            return;
        }

        var system = RunnerFields.SystemId(body.SystemId);
        var request = new HeldRequest(runner.Id, system, machines.Heard(runner.Id, system, RunnerFields.Machine(body.Info)));
        var hold = runner.Paused ? TimeSpan.Zero : options.Value.Hold;
        queue.Ask(request);
        // A server that ends lets its requests go at once, and the runner asks the next one.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
        if (await WaitAsync(request, queue, hold, time, over.Token) is { } job)
        {
            await SendAsync(http, job, attempts, watch, ct);
        }
        else if (!ct.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }

        machines.Heard(runner.Id, system, null);
    }

    static async Task<GivenJob?> WaitAsync(HeldRequest request, JobQueue queue, TimeSpan hold, TimeProvider time, CancellationToken ct)
    {
        try
        {
            return await request.Answer.WaitAsync(hold, time, ct);
        }
        catch (Exception over) when (over is TimeoutException or OperationCanceledException)
        {
            if (request.TryLetGo())
            {
                queue.Forget(request);
                return null;
            }

            return await request.Answer; // one is on its way
        }
    }

    static async Task SendAsync(HttpContext http, GivenJob job, LiveAttempts attempts, AttemptWatch watch, CancellationToken ct)
    {
        try
        {
            ct.ThrowIfCancellationRequested();
            http.Response.StatusCode = StatusCodes.Status201Created;
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = job.Payload.Length;
            await http.Response.Body.WriteAsync(job.Payload, ct);
            await http.Response.CompleteAsync();
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // Should it have arrived all the same, the runner's confirmation is refused, and it drops the job.
            if (attempts.FindByHash(job.TokenHash) is { Confirmed: false } attempt)
            {
                await watch.LoseAsync(attempt, "it hung up before the job arrived", CancellationToken.None);
            }
        }
    }
}
