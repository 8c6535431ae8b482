using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pipelines;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Database;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Api;

/// <summary>Numbers of jobs and pipelines are the whole instance's: the project of one is found for who may see it.</summary>
static class PlaceEndpoints
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/jobs/{id:long}", Job).WithSummary("Which project a job is of").Produces<Place>().ProducesProblem(404);
        api.MapGet("/pipelines/{id:long}", Pipeline).WithSummary("Which project a pipeline is of").Produces<Place>().ProducesProblem(404);
    }

    static async Task<IResult> Job(long id, ProjectScope scope, IDbContextFactory<SlipwayDb> databases, IProjectDirectory projects, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await AnswerAsync(id, await db.Set<Job>().Where(row => row.Id == id).Select(row => (long?)row.ProjectId).SingleOrDefaultAsync(ct), "job", scope, projects, ct);
    }

    static async Task<IResult> Pipeline(long id, ProjectScope scope, IDbContextFactory<SlipwayDb> databases, IProjectDirectory projects, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await AnswerAsync(id, await db.Set<Pipeline>().Where(row => row.Id == id).Select(row => (long?)row.ProjectId).SingleOrDefaultAsync(ct), "pipeline", scope, projects, ct);
    }

    static async Task<IResult> AnswerAsync(long id, long? project, string what, ProjectScope scope, IProjectDirectory projects, CancellationToken ct) =>
        project is { } number && await projects.RoleAsync(number, scope.Caller.TokenId, ct) >= ProjectRole.Reader && await projects.FindAsync(number, ct) is { } found
            ? TypedResults.Ok(new Place(id, found.Path))
            : Refusal.Of(ProblemCode.NotFound, $"There is no {what} {id} that you may see.");
}
