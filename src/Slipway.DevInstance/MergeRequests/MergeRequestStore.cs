using Microsoft.EntityFrameworkCore;
using Slipway.DevInstance.MergeRequests.Comments;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.MergeRequests;

/// <summary>The merge requests' rows, and their projects' rules.</summary>
sealed class MergeRequestStore(IDbContextFactory<SlipwayDb> databases, WriteGate gate, TimeProvider time)
{
    const int MostListed = 200;

    public async Task<MergeRequest?> FindAsync(long projectId, long number, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<MergeRequest>().AsNoTracking().FirstOrDefaultAsync(one => one.ProjectId == projectId && one.Number == number, ct);
    }

    /// <summary>Newest first.</summary>
    /// <param name="state">Null: all.</param>
    public async Task<IReadOnlyList<MergeRequest>> ListAsync(long projectId, MergeRequestState? state, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<MergeRequest>().AsNoTracking().Where(one => one.ProjectId == projectId && (state == null || one.State == state))
            .OrderByDescending(one => one.Number).Take(MostListed).ToListAsync(ct);
    }

    /// <summary>All that are open, oldest first.</summary>
    /// <param name="projectId">Null: in all projects.</param>
    public async Task<IReadOnlyList<MergeRequest>> OpenAsync(long? projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<MergeRequest>().AsNoTracking().Where(one => one.State == MergeRequestState.Opened && (projectId == null || one.ProjectId == projectId))
            .OrderBy(one => one.Id).ToListAsync(ct);
    }

    public async Task<MergeRequest?> MadeByAsync(long pushId, string sourceBranch, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<MergeRequest>().AsNoTracking().FirstOrDefaultAsync(one => one.PushId == pushId && one.SourceBranch == sourceBranch, ct);
    }

    /// <summary>The next number. Whoever asks holds the project's lock until the row is there.</summary>
    public async Task<long> NextNumberAsync(long projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return 1 + (await db.Set<MergeRequest>().Where(one => one.ProjectId == projectId).MaxAsync(one => (long?)one.Number, ct) ?? 0);
    }

    public Task<MergeRequest> AddAsync(MergeRequest one, CancellationToken ct) => gate.AddAsync(databases, one, ct);

    /// <summary>Changes one that is open. Null where it is open no more: nothing has changed.</summary>
    public Task<MergeRequest?> ChangeOpenAsync(long id, Action<MergeRequest> change, CancellationToken ct) => ChangeAsync(id, MergeRequestState.Opened, change, ct);

    /// <summary>It waits for its pipeline no more, and a comment says why: whoever asked for it is not there.</summary>
    public Task<bool> GiveUpAutoMergeAsync(MergeRequest one, string why, CancellationToken ct) => gate.SaveAsync(
        databases,
        async db =>
        {
            var row = await db.Set<MergeRequest>().SingleOrDefaultAsync(other => other.Id == one.Id && other.AutoMergeBy != null && other.SourceCommit == one.SourceCommit, ct);
            if (row is null)
            {
                return false;
            }

            (row.AutoMergeBy, row.AutoMergeById, row.UpdatedAt) = (null, null, time.GetUtcNow());
            db.Add(new Comment { MergeRequestId = one.Id, Author = "slipway", Body = why, Commit = one.SourceCommit, At = time.GetUtcNow() });
            return true;
        },
        ct);

    /// <summary>Opens one that is closed, with its head; null where it is merged.</summary>
    public Task<MergeRequest?> ReopenAsync(long id, string head, CancellationToken ct) => ChangeAsync(
        id, MergeRequestState.Closed, row => (row.State, row.SourceCommit, row.PendingCommit, row.PendingBy) = (MergeRequestState.Opened, head, null, null), ct);

    Task<MergeRequest?> ChangeAsync(long id, MergeRequestState state, Action<MergeRequest> change, CancellationToken ct) => gate.SaveAsync(
        databases,
        async db =>
        {
            var row = await db.Set<MergeRequest>().SingleAsync(one => one.Id == id, ct);
            if (row.State != state)
            {
                return null;
            }

            change(row);
            row.UpdatedAt = time.GetUtcNow();
            return row;
        },
        ct);

    public async Task<MergeRules> RulesAsync(long projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<MergeRules>().AsNoTracking().FirstOrDefaultAsync(rules => rules.ProjectId == projectId, ct) ?? new MergeRules { ProjectId = projectId };
    }

    public Task<MergeRules> SetRulesAsync(MergeRules wanted, CancellationToken ct) => gate.SaveAsync(
        databases,
        async db =>
        {
            await db.Set<MergeRules>().Where(rules => rules.ProjectId == wanted.ProjectId).ExecuteDeleteAsync(ct);
            db.Add(wanted);
            return wanted;
        },
        ct);
}
