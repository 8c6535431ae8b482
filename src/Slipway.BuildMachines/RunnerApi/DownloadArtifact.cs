using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Artifacts;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Payload;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Runners;
using Slipway.Contracts.DevInstance;
using Slipway.Pipelines.Jobs;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>
/// <c>GET /jobs/:id/artifacts</c>: a job that runs fetches what another one left: of its own project, of a public one, or of a private one what
/// its configuration names and its user may read.
/// </summary>
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
        return project is { } of && await artifacts.FindAsync(id, "archive", ct) is { } file
            && (of == attempt.Identity.ProjectId || (file.Access == ArtifactAccess.All && await projects.FindAsync(of, ct) is { Private: false }) || await IsNeededAsync(db, projects, attempt.JobId, id, ct))
            && artifacts.Open(file) is { } blob
                ? new ArtifactDownload(blob, file)
                : Answer.Say(404, "404 Not found");
    }

    static async Task<bool> IsNeededAsync(SlipwayDb db, IProjectDirectory projects, long jobId, long wanted, CancellationToken ct)
    {
        var job = await db.Set<Job>().AsNoTracking().SingleAsync(row => row.Id == jobId, ct);
        var pipeline = await db.Set<Pipeline>().AsNoTracking().SingleAsync(row => row.Id == job.PipelineId, ct);
        var definition = await db.Set<JobDefinition>().AsNoTracking().SingleAsync(row => row.Id == job.DefinitionId, ct);
        foreach (var need in DefinitionJson.Read(definition.Json).OutsideNeeds)
        {
            if ((await OutsideNeeds.FindAsync(db, projects, pipeline, job.ById, need, ct)).Job?.Id == wanted)
            {
                return true;
            }
        }

        return false;
    }
}
