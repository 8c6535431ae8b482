using Microsoft.EntityFrameworkCore;
using Slipway.DevInstance.Access;
using Slipway.DevInstance.Git;
using Slipway.Platform.Database;

namespace Slipway.DevInstance.Pushes;

/// <summary>
/// What is written down of changes to refs: the intent before, what became of it after. Between the two the project's lock is held, so the
/// refs as they are tell what became of it, also after a crash.
/// </summary>
sealed class PushLedger(IDbContextFactory<SlipwayDb> databases, WriteGate gate, RefReader refs, TimeProvider time)
{
    static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    public Task<long> IntendAsync(long projectId, Actor actor, IReadOnlyList<RefUpdate> updates, IReadOnlyList<string> options, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var push = new Push
            {
                ProjectId = projectId,
                UserId = actor.UserId,
                By = actor.Name,
                Options = string.Join('\n', options),
                At = time.GetUtcNow(),
                State = PushState.Intended,
                Refs = [.. updates.Select(update => new PushedRef { Ref = update.Ref, Before = update.Before, After = update.After })],
            };
            db.Add(push);
            await db.SaveChangesAsync(ct);
            return push.Id;
        },
        ct);

    /// <summary>Compares with the refs. Whoever calls holds the project's lock, or is the start.</summary>
    public async Task<PushState> SettleAsync(long pushId, CancellationToken ct)
    {
        await using var look = await databases.CreateDbContextAsync(ct);
        var seen = await look.Set<Push>().AsNoTracking().Include(push => push.Refs).SingleAsync(push => push.Id == pushId, ct);
        if (seen.State != PushState.Intended)
        {
            return seen.State;
        }

        var now = await refs.FindAsync(seen.ProjectId, [.. seen.Refs.Select(one => one.Ref)], ct);
        return await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                var push = await db.Set<Push>().Include(push => push.Refs).SingleAsync(push => push.Id == pushId, ct);
                foreach (var one in push.Refs)
                {
                    one.Landed = now.GetValueOrDefault(one.Ref) == one.After;
                }

                push.State = push.Refs.Any(one => one.Landed) ? PushState.Landed : PushState.Lost;
                await db.SaveChangesAsync(ct);
                return push.State;
            },
            ct);
    }

    /// <summary>The pushes in a state, oldest first.</summary>
    /// <param name="projectId">Null: of all projects.</param>
    public async Task<IReadOnlyList<Push>> InStateAsync(PushState state, long? projectId, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<Push>().AsNoTracking().Include(push => push.Refs).AsSplitQuery()
            .Where(push => push.State == state && (projectId == null || push.ProjectId == projectId))
            .OrderBy(push => push.Id).Take(1000).ToListAsync(ct);
    }

    public Task<int> HandledAsync(long pushId, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            return await db.Set<Push>().Where(push => push.Id == pushId && push.State == PushState.Landed)
                .ExecuteUpdateAsync(row => row.SetProperty(push => push.State, PushState.Handled), ct);
        },
        ct);

    /// <summary>Tried again after 5, 10, 20 ... seconds, at most an hour.</summary>
    public Task<int> FailedAsync(Push push, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var pause = TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Min(push.Attempts, 12)));
            DateTimeOffset? next = time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause);
            return await db.Set<Push>().Where(row => row.Id == push.Id)
                .ExecuteUpdateAsync(row => row.SetProperty(one => one.Attempts, push.Attempts + 1).SetProperty(one => one.NextTryAt, next), ct);
        },
        ct);
}
