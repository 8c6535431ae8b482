using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Runners;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary><c>GET /jobs/:id/artifacts</c>: a job that runs fetches what another one left, of its own project or of a public one.</summary>
static class DownloadArtifact
{
    public static async Task<IResult> RunAsync(
        long id, HttpRequest request, LiveAttempts attempts, IProjectDirectory projects, ArtifactStore artifacts, IDbContextFactory<SlipwayDb> databases, CancellationToken ct)
    {
        if (request.Headers["JOB-TOKEN"].ToString() is not { Length: > 0 and <= 200 } token || attempts.FindByHash(RunnerToken.Hash(token)) is not { } attempt)
        {
            return Answer.Forbidden();
        }

        attempts.Heard(attempt);
        await using var db = await databases.CreateDbContextAsync(ct);
        var project = await db.Set<Job>().Where(job => job.Id == id).Select(job => (long?)job.ProjectId).SingleOrDefaultAsync(ct);
        var visible = project is { } asked && (asked == attempt.Identity.ProjectId || await projects.FindAsync(asked, ct) is { Private: false });
        return visible && await artifacts.FindAsync(id, "archive", ct) is { } file && artifacts.Open(file) is { } blob
            ? new ArtifactDownload(blob, file)
            : Answer.Say(404, "404 Not found");
    }
}
