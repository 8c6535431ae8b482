using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.Upkeep.Duties;

/// <summary>The duties' rows.</summary>
sealed class DutyStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate)
{
    public async Task<IReadOnlyList<Duty>> ListAsync(long projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Duty>().AsNoTracking().Where(duty => duty.ProjectId == projectId).OrderBy(duty => duty.Kind).ToListAsync(ct);
    }

    public async Task<Duty?> FindAsync(long projectId, DutyKind kind, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Duty>().AsNoTracking().SingleOrDefaultAsync(duty => duty.ProjectId == projectId && duty.Kind == kind, ct);
    }

    public async Task<Duty?> FindAsync(long id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Duty>().AsNoTracking().SingleOrDefaultAsync(duty => duty.Id == id, ct);
    }

    /// <summary>New, or as it is now: what a run changes meanwhile (its failures) is not written back.</summary>
    public Task<Duty> SaveAsync(Duty duty, CancellationToken ct) => gate.SaveAsync(
        databases,
        async db =>
        {
            if (await db.Set<Duty>().SingleOrDefaultAsync(row => row.ProjectId == duty.ProjectId && row.Kind == duty.Kind, ct) is not { } row)
            {
                db.Add(duty);
                return duty;
            }

            (row.Active, row.Cron, row.TimeZone, row.Branches) = (duty.Active, duty.Cron, duty.TimeZone, duty.Branches);
            (row.File, row.Reviewers, row.Owner) = (duty.File, duty.Reviewers, duty.Owner);
            (row.TokenId, row.SealedToken, row.NextRunAt, row.Failures) = (duty.TokenId, duty.SealedToken, duty.NextRunAt, 0);
            return row;
        },
        ct);
}
