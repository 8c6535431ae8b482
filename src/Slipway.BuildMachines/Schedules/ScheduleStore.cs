using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Variables;
using Slipway.Contracts.BuildMachines;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Schedules;

/// <summary>A project's schedules. Whoever writes one owns it: its pipelines run in their name.</summary>
sealed class ScheduleStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate, RunSchedules runs, VariableStore variables, TimeProvider time)
{
    public async Task<IReadOnlyList<ScheduleInfo>> ListAsync(long projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return [.. (await db.Set<Schedule>().AsNoTracking().Where(row => row.ProjectId == projectId).OrderBy(row => row.Id).ToListAsync(ct)).Select(Info)];
    }

    public async Task<ScheduleInfo> AddAsync(long projectId, SetSchedule body, Doer by, CancellationToken ct)
    {
        var row = new Schedule
        {
            ProjectId = projectId, Description = body.Description, Ref = body.Ref, Cron = body.Cron, TimeZone = body.TimeZone ?? "UTC", Active = body.Active, Owner = by.Name,
        };
        Set(row, body, by);
        return Info(await gate.AddAsync(databases, row, ct));
    }

    /// <summary>Null where there is none; the same below.</summary>
    public async Task<ScheduleInfo?> ChangeAsync(long projectId, long id, SetSchedule body, Doer by, CancellationToken ct) =>
        await WithAsync(projectId, id, (_, row) => Set(row, body, by), ct) is { } row ? Info(row) : null;

    public async Task<bool> RemoveAsync(long projectId, long id, CancellationToken ct) => await WithAsync(projectId, id, (db, row) => db.Remove(row), ct) is not null;

    /// <summary>All of a project that is deleted.</summary>
    public Task<int> RemoveAllAsync(long projectId, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<Schedule>().Where(row => row.ProjectId == projectId).ExecuteDeleteAsync(ct);
        },
        ct);

    /// <summary>Runs it once, besides its times.</summary>
    public async Task<ScheduleInfo?> PlayAsync(long projectId, long id, CancellationToken ct)
    {
        if (await FindAsync(projectId, id, ct) is not { } schedule)
        {
            return null;
        }

        await runs.PlayAsync(schedule, ct);
        return await FindAsync(projectId, id, ct) is { } played ? Info(played) : null;
    }

    async Task<Schedule?> FindAsync(long projectId, long id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Schedule>().AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.ProjectId == projectId, ct);
    }

    Task<Schedule?> WithAsync(long projectId, long id, Action<SlipwayDb, Schedule> change, CancellationToken ct) => gate.SaveAsync(
        databases,
        async db =>
        {
            var row = await db.Set<Schedule>().SingleOrDefaultAsync(row => row.Id == id && row.ProjectId == projectId, ct);
            if (row is not null)
            {
                change(db, row);
            }

            return row;
        },
        ct);

    void Set(Schedule row, SetSchedule body, Doer by)
    {
        (row.Description, row.Ref, row.Cron, row.TimeZone, row.Active, row.Owner, row.OwnerId) = (body.Description, body.Ref, body.Cron, body.TimeZone ?? "UTC", body.Active, by.Name, by.UserId);
        row.SealedVariables = body.Variables is null ? row.SealedVariables : variables.SealPairs(body.Variables, RunSchedules.VariablesPurpose);
        row.NextRunAt = body.Active ? RunSchedules.NextOf(row, time.GetUtcNow()) : null;
    }

    ScheduleInfo Info(Schedule row) => new(
        row.Id, row.Description, row.Ref, row.Cron, row.TimeZone, row.Active, row.Owner, row.NextRunAt, row.LastRunAt, row.LastPipelineId, row.LastOutcome,
        [.. variables.OpenPairs(row.SealedVariables, RunSchedules.VariablesPurpose).Keys.Order(StringComparer.Ordinal)]);
}
