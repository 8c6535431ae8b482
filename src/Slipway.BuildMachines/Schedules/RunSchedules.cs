using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Chores;
using Slipway.BuildMachines.Pipelines;
using Slipway.BuildMachines.Variables;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Database;
using Slipway.Platform.Schedules;

namespace Slipway.BuildMachines.Schedules;

/// <summary>Runs schedules that are due. A pipeline's key names the schedule and its time, so a crash makes no second one; times missed while the server was down are made up for once.</summary>
sealed class RunSchedules(
    IDbContextFactory<SlipwayDb> databases, WriteGate gate, IProjectDirectory projects, PipelineMaker maker, VariableStore variables, TimeProvider time) : IChore
{
    public const string VariablesPurpose = "schedule-variables";

    public async Task RunAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var schedule in await db.Set<Schedule>().AsNoTracking().Where(row => row.NextRunAt != null && row.NextRunAt <= now).ToListAsync(ct))
        {
            var (pipeline, why) = await RunAsync(schedule, string.Create(CultureInfo.InvariantCulture, $"schedule:{schedule.Id}:{schedule.NextRunAt!.Value.UtcTicks}"), ct);
            await NoteAsync(schedule, pipeline, why, ct);
        }
    }

    /// <summary>Once, besides its times.</summary>
    public async Task<(long? Pipeline, string? Why)> PlayAsync(Schedule schedule, CancellationToken ct)
    {
        var (pipeline, why) = await RunAsync(schedule, $"schedule:{schedule.Id}:{Guid.CreateVersion7():N}", ct);
        await NoteAsync(schedule, pipeline, why, ct);
        return (pipeline, why);
    }

    async Task<(long? Pipeline, string? Why)> RunAsync(Schedule schedule, string key, CancellationToken ct)
    {
        string[] candidates = [$"refs/heads/{schedule.Ref}", $"refs/tags/{schedule.Ref}"];
        foreach (var full in candidates)
        {
            if (await projects.ResolveAsync(schedule.ProjectId, full, ct) is { } commit)
            {
                var given = variables.OpenPairs(schedule.SealedVariables, VariablesPurpose);
                return await maker.CreateAsync(new PipelineRequest(key, schedule.ProjectId, full, commit, null, schedule.Owner, "schedule", given, null) { ById = schedule.OwnerId }, ct) switch
                {
                    PipelineCreation.Created created => (created.Pipeline.Id, null),
                    PipelineCreation.Invalid invalid => (invalid.Pipeline.Id, invalid.Errors[0]),
                    PipelineCreation.NotWanted not => (null, not.Why),
                    _ => throw new InvalidOperationException("an outcome without an answer"),
                };
            }
        }

        return (null, $"There is no branch or tag {schedule.Ref}.");
    }

    Task<int> NoteAsync(Schedule schedule, long? pipeline, string? why, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            var now = time.GetUtcNow();
            var next = schedule.Active ? NextOf(schedule, now) : null;
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<Schedule>().Where(row => row.Id == schedule.Id).ExecuteUpdateAsync(
                row => row.SetProperty(it => it.NextRunAt, next).SetProperty(it => it.LastRunAt, now).SetProperty(it => it.LastOutcome, why)
                    .SetProperty(it => it.LastPipelineId, it => pipeline ?? it.LastPipelineId),
                ct);
        },
        ct);

    public static DateTimeOffset? NextOf(Schedule schedule, DateTimeOffset now) =>
        CronTime.TryParse(schedule.Cron, out var cron) && TimeZoneInfo.TryFindSystemTimeZoneById(schedule.TimeZone, out var zone) ? cron.Next(now, zone) : null;
}
