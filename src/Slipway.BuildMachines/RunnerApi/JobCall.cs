using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Runners;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>Which attempt a call of a job is about, by its token. One that ended is told what became of the job, and must stop.</summary>
sealed class JobCall(LiveAttempts attempts, IDbContextFactory<SlipwayDb> databases)
{
    /// <param name="sent">The token of the body, where there is one; else the header counts.</param>
    public LiveAttempt? Find(long jobId, HttpRequest request, string? sent = null)
    {
        if (TokenOf(request, sent) is not { Length: > 0 and <= 200 } token || attempts.FindByHash(RunnerToken.Hash(token)) is not { } attempt || attempt.JobId != jobId)
        {
            return null;
        }

        attempts.Heard(attempt);
        return attempt;
    }

    /// <summary>403 for a token that opens nothing; with the job's state where it once did.</summary>
    public async Task<IResult> RefuseAsync(long jobId, HttpContext http, string? sent, CancellationToken ct)
    {
        if (await EndedAsync(jobId, http.Request, sent, ct) is { } ended)
        {
            // What became of the attempt, not of the job: another attempt may run by now.
            Answer.JobStatus(http.Response, ended.End is AttemptEnd.Failed or AttemptEnd.Lost ? "failed" : ended.End == AttemptEnd.Success ? "success" : "canceled");
        }

        return Answer.Forbidden();
    }

    public async Task<JobAttempt?> EndedAsync(long jobId, HttpRequest request, string? sent, CancellationToken ct)
    {
        if (TokenOf(request, sent) is not { Length: > 0 and <= 200 } token)
        {
            return null;
        }

        var hash = RunnerToken.Hash(token);
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<JobAttempt>().AsNoTracking().SingleOrDefaultAsync(row => row.TokenHash == hash && row.JobId == jobId && row.End != AttemptEnd.Live, ct);
    }

    static string? TokenOf(HttpRequest request, string? sent) => sent ?? request.Headers["JOB-TOKEN"].ToString();
}
