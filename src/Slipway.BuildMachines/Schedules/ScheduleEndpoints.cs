using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Api;
using Slipway.BuildMachines.Variables;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Database;
using Slipway.Platform.Problems;

namespace Slipway.BuildMachines.Schedules;

static class ScheduleEndpoints
{
    const int MostVariables = 200;

    public static void Map(RouteGroupBuilder project)
    {
        project.MapGet("/schedules", List).WithSummary("Pipelines that run by themselves").Produces<IReadOnlyList<ScheduleInfo>>().ProducesProblem(404);
        project.MapPost("/schedules", Create).WithSummary("Run a pipeline at certain times").Produces<ScheduleInfo>(201).ProducesProblem(422);
        project.MapPut("/schedules/{id:long}", Change).WithSummary("Change a schedule; it is the caller's from then on").Produces<ScheduleInfo>().ProducesProblem(404).ProducesProblem(422);
        project.MapPost("/schedules/{id:long}/play", Play).WithSummary("Run it now, besides its times").Produces<ScheduleInfo>().ProducesProblem(404);
        project.MapDelete("/schedules/{id:long}", Remove).WithSummary("Remove a schedule").Produces(204).ProducesProblem(404);
    }

    static async Task<IResult> List(string owner, string name, ProjectScope scope, IDbContextFactory<SlipwayDb> databases, VariableStore variables, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Reader, ct);
        if (answer.Project is not { } project)
        {
            return answer.Refusal!;
        }

        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await db.Set<Schedule>().AsNoTracking().Where(row => row.ProjectId == project.Id).OrderBy(row => row.Id).ToListAsync(ct);
        return TypedResults.Ok<IReadOnlyList<ScheduleInfo>>([.. rows.Select(row => Info(row, variables))]);
    }

    static async Task<IResult> Create(
        string owner, string name, SetSchedule body, ProjectScope scope, IDbContextFactory<SlipwayDb> databases, WriteGate gate, VariableStore variables, TimeProvider time, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        if (answer.Project is not { } project || Wrong(body) is { } wrong)
        {
            return answer.Refusal ?? Refusal.Of(ProblemCode.Malformed, Wrong(body)!);
        }

        var row = new Schedule
        {
            ProjectId = project.Id, Description = body.Description, Ref = body.Ref, Cron = body.Cron, TimeZone = body.TimeZone ?? "UTC", Active = body.Active, Owner = scope.Caller.By,
        };
        Set(row, body, scope.Caller.By, variables, time);
        await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                db.Add(row);
                return await db.SaveChangesAsync(ct);
            },
            ct);
        return TypedResults.Created($"/api/v2/projects/{project.Path}/schedules/{row.Id}", Info(row, variables));
    }

    static Task<IResult> Change(
        string owner, string name, long id, SetSchedule body, ProjectScope scope, IDbContextFactory<SlipwayDb> databases, WriteGate gate, VariableStore variables, TimeProvider time, CancellationToken ct) =>
        Wrong(body) is { } wrong
            ? Task.FromResult<IResult>(Refusal.Of(ProblemCode.Malformed, wrong))
            : OneAsync(owner, name, id, scope, databases, gate, (db, row) => Set(row, body, scope.Caller.By, variables, time), row => TypedResults.Ok(Info(row, variables)), ct);

    static Task<IResult> Remove(
        string owner, string name, long id, ProjectScope scope, IDbContextFactory<SlipwayDb> databases, WriteGate gate, CancellationToken ct) =>
        OneAsync(owner, name, id, scope, databases, gate, (db, row) => db.Remove(row), _ => TypedResults.NoContent(), ct);

    static async Task<IResult> Play(
        string owner, string name, long id, ProjectScope scope, IDbContextFactory<SlipwayDb> databases, RunSchedules runs, VariableStore variables, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        if (answer.Project is not { } project)
        {
            return answer.Refusal!;
        }

        await using var db = await databases.CreateDbContextAsync(ct);
        var mine = db.Set<Schedule>().AsNoTracking().Where(row => row.Id == id && row.ProjectId == project.Id);
        if (await mine.SingleOrDefaultAsync(ct) is not { } schedule)
        {
            return NotFound(id);
        }

        await runs.PlayAsync(schedule, ct);
        return TypedResults.Ok(Info(await mine.SingleAsync(ct), variables));
    }

    static async Task<IResult> OneAsync(
        string owner, string name, long id, ProjectScope scope, IDbContextFactory<SlipwayDb> databases, WriteGate gate, Action<SlipwayDb, Schedule> change,
        Func<Schedule, IResult> done, CancellationToken ct)
    {
        var answer = await scope.FindAsync(owner, name, ProjectRole.Maintainer, ct);
        if (answer.Project is not { } project)
        {
            return answer.Refusal!;
        }

        return await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                if (await db.Set<Schedule>().SingleOrDefaultAsync(row => row.Id == id && row.ProjectId == project.Id, ct) is not { } row)
                {
                    return NotFound(id);
                }

                change(db, row);
                await db.SaveChangesAsync(ct);
                return done(row);
            },
            ct);
    }

    static void Set(Schedule row, SetSchedule body, string by, VariableStore variables, TimeProvider time)
    {
        (row.Description, row.Ref, row.Cron, row.TimeZone, row.Active, row.Owner) = (body.Description, body.Ref, body.Cron, body.TimeZone ?? "UTC", body.Active, by);
        row.SealedVariables = body.Variables is null ? row.SealedVariables : variables.SealPairs(body.Variables, RunSchedules.VariablesPurpose);
        row.NextRunAt = body.Active ? RunSchedules.NextOf(row, time.GetUtcNow()) : null;
    }

    static string? Wrong(SetSchedule body) =>
        body.Description is not { Length: > 0 and <= 200 } || body.Description.Any(char.IsControl) ? "A schedule needs a description of 1 to 200 characters."
        : body.Ref is not { Length: > 0 and <= 250 } ? "Name the branch or tag that it runs for."
        : !CronTime.TryParse(body.Cron, out _) ? $"'{body.Cron}' is no time: write five fields, as '30 1 * * *' for half past one every night."
        : !TimeZoneInfo.TryFindSystemTimeZoneById(body.TimeZone ?? "UTC", out _) ? $"'{body.TimeZone}' is no time zone: write one as Europe/Berlin."
        : (body.Variables ?? new Dictionary<string, string>()) is var given && (given.Count > MostVariables || given.Any(pair => !VariableKey.IsValid(pair.Key)))
            ? "A variable's name is letters, digits and underscores."
        : null;

    static ScheduleInfo Info(Schedule row, VariableStore variables) => new(
        row.Id, row.Description, row.Ref, row.Cron, row.TimeZone, row.Active, row.Owner, row.NextRunAt, row.LastRunAt, row.LastPipelineId, row.LastOutcome,
        [.. variables.OpenPairs(row.SealedVariables, RunSchedules.VariablesPurpose).Keys.Order(StringComparer.Ordinal)]);

    static IResult NotFound(long id) => Refusal.Of(ProblemCode.NotFound, $"There is no schedule {id} in this project. 'slipway schedule list' names them.");
}
