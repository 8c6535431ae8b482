using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;
using Slipway.Upkeep.Duties;

namespace Slipway.Upkeep.Runs;

/// <summary>The runs' rows, and with them the duties' times: both change in one transaction, so that no crash makes a run twice or stops a schedule.</summary>
sealed class RunStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate, Microsoft.Extensions.Options.IOptions<UpkeepOptions> options, TimeProvider time)
{
    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<UpkeepRun>> ListAsync(long projectId, DutyKind? kind, int most, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<UpkeepRun>().AsNoTracking().Where(run => run.ProjectId == projectId && (kind == null || run.Kind == kind)).OrderByDescending(run => run.Id).Take(most).ToListAsync(ct);
    }

    public async Task<UpkeepRun?> FindAsync(long projectId, long id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<UpkeepRun>().AsNoTracking().SingleOrDefaultAsync(run => run.ProjectId == projectId && run.Id == id, ct);
    }

    /// <summary>Wants a run of each duty that is due. One that is under way counts for it.</summary>
    public Task<int> QueueDueAsync(CancellationToken ct) => gate.SaveAsync(
        databases,
        async db =>
        {
            var now = time.GetUtcNow();
            var due = await db.Set<Duty>().Where(duty => duty.NextRunAt != null && duty.NextRunAt <= now).ToListAsync(ct);
            foreach (var duty in due)
            {
                duty.NextRunAt = DutyTimes.Next(duty, now);
                if (!await IsLiveAsync(db, duty.Id, ct))
                {
                    db.Add(Wanted(duty, null, now));
                }
            }

            return due.Count;
        },
        ct);

    /// <summary>Wants one now; null where one is under way.</summary>
    public Task<UpkeepRun?> QueueNowAsync(Duty duty, string by, CancellationToken ct) => gate.SaveAsync<UpkeepRun?>(
        databases,
        async db =>
        {
            if (await IsLiveAsync(db, duty.Id, ct))
            {
                return null;
            }

            var run = Wanted(duty, by, time.GetUtcNow());
            db.Add(run);
            return run;
        },
        ct);

    /// <summary>Takes the oldest that waits; null: none does.</summary>
    public Task<UpkeepRun?> TakeAsync(CancellationToken ct) => gate.SaveAsync(
        databases,
        async db =>
        {
            var run = await db.Set<UpkeepRun>().Where(run => run.State == RunState.Queued).OrderBy(run => run.Id).FirstOrDefaultAsync(ct);
            if (run is not null)
            {
                (run.State, run.StartedAt) = (RunState.Running, time.GetUtcNow());
            }

            return run;
        },
        ct);

    /// <summary>Writes down how it ended, and when the duty runs next: later after each failure.</summary>
    public Task<Duty?> EndAsync(UpkeepRun ended, CancellationToken ct) => gate.SaveAsync(
        databases,
        async db =>
        {
            var now = time.GetUtcNow();
            var row = await db.Set<UpkeepRun>().SingleAsync(run => run.Id == ended.Id, ct);
            (row.State, row.EndedAt, row.Outcome, row.Code, row.Reason, row.Report, row.Log) = (ended.State, now, ended.Outcome, ended.Code, ended.Reason, ended.Report, ended.Log);
            var duty = await db.Set<Duty>().SingleOrDefaultAsync(duty => duty.Id == row.DutyId, ct);
            if (duty is not null)
            {
                Judge(duty, row.State == RunState.Done, now);
            }

            await db.Set<UpkeepRun>().Where(run => run.DutyId == row.DutyId && run.State >= RunState.Done).OrderByDescending(run => run.Id).Skip(options.Value.KeepRuns - 1).ExecuteDeleteAsync(ct);
            return duty;
        },
        ct);

    /// <summary>At the start nothing runs, whatever the rows say. What was cut off counts as failed: it may be what stopped the server.</summary>
    public Task<int> ResetAsync(CancellationToken ct) => gate.SaveAsync(
        databases,
        async db =>
        {
            var now = time.GetUtcNow();
            var cut = await db.Set<UpkeepRun>().Where(run => run.State == RunState.Running).ToListAsync(ct);
            foreach (var run in cut)
            {
                (run.State, run.EndedAt, run.Reason) = (RunState.Interrupted, now, "The server stopped while it ran. The next run goes on from what is proposed.");
                if (await db.Set<Duty>().SingleOrDefaultAsync(duty => duty.Id == run.DutyId, ct) is { } duty)
                {
                    Judge(duty, good: false, now);
                }
            }

            return cut.Count;
        },
        ct);

    /// <summary>For the figures: active duties whose newest run failed, and those whose newest run wants somebody to look.</summary>
    public async Task<(int Failing, int Attention)> StandingAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var active = await db.Set<Duty>().AsNoTracking().Where(duty => duty.Active).Select(duty => new { duty.Id, duty.Failures }).ToListAsync(ct);
        var ids = active.Select(duty => duty.Id).ToList();
        var newest = await db.Set<UpkeepRun>().Where(run => ids.Contains(run.DutyId) && run.State >= RunState.Done).GroupBy(run => run.DutyId).Select(runs => runs.Max(run => run.Id)).ToListAsync(ct);
        return (active.Count(duty => duty.Failures > 0), await db.Set<UpkeepRun>().CountAsync(run => newest.Contains(run.Id) && run.Outcome == "attention", ct));
    }

    static void Judge(Duty duty, bool good, DateTimeOffset now)
    {
        duty.Failures = good ? 0 : duty.Failures + 1;
        duty.NextRunAt = good ? DutyTimes.Next(duty, now) : DutyTimes.AfterFailure(duty, now);
    }

    static Task<bool> IsLiveAsync(SlipwayDb db, long dutyId, CancellationToken ct) => db.Set<UpkeepRun>().AnyAsync(run => run.DutyId == dutyId && run.State < RunState.Done, ct);

    static UpkeepRun Wanted(Duty duty, string? by, DateTimeOffset now) =>
        new() { DutyId = duty.Id, ProjectId = duty.ProjectId, Kind = duty.Kind, State = RunState.Queued, By = by, QueuedAt = now };
}
