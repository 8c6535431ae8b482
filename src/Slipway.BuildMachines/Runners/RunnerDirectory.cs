using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Runners;

/// <summary>The runners, in memory by token and number; each change goes to its row first.</summary>
sealed class RunnerDirectory(IDbContextFactory<SlipwayDb> databases, WriteGate gate, TimeProvider time)
{
    readonly ConcurrentDictionary<long, RunnerState> byId = new();
    readonly ConcurrentDictionary<string, long> byToken = new(StringComparer.Ordinal);
    Action changed = () => { };

    public IEnumerable<RunnerState> All => byId.Values.OrderBy(runner => runner.Id);

    /// <summary>Told after each change: jobs and requests that wait may fit now.</summary>
    public void OnChange(Action told) => changed += told;

    public async Task LoadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var row in await db.Set<Runner>().AsNoTracking().Where(runner => runner.RemovedAt == null).ToListAsync(ct))
        {
            Keep(RunnerState.Of(row));
        }
    }

    public RunnerState? Find(long id) => byId.GetValueOrDefault(id);

    public RunnerState? FindByToken(string? token) =>
        token is { Length: > 0 and <= 200 } && byToken.TryGetValue(RunnerToken.Hash(token), out var id) ? Find(id) : null;

    public async Task<RunnerState> AddAsync(Runner row, CancellationToken ct)
    {
        var state = await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                db.Add(row);
                await db.SaveChangesAsync(CancellationToken.None);
                return Keep(RunnerState.Of(row));
            },
            ct);
        changed();
        return state;
    }

    /// <returns>Null where there is no such runner.</returns>
    public async Task<RunnerState?> ChangeAsync(long id, Action<Runner> change, CancellationToken ct)
    {
        var state = await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(ct);
                if (await db.Set<Runner>().SingleOrDefaultAsync(runner => runner.Id == id && runner.RemovedAt == null, ct) is not { } row)
                {
                    return null;
                }

                change(row);
                var terms = Find(id)?.Terms;
                await db.SaveChangesAsync(CancellationToken.None);
                Forget(id);
                return row.RemovedAt is null ? Keep(RunnerState.Of(row) with { Terms = terms }) : RunnerState.Of(row);
            },
            ct);
        changed();
        return state;
    }

    /// <summary>Its token opens nothing from now on. Its jobs that run go on; their own tokens still do.</summary>
    public async Task<bool> RemoveAsync(long id, CancellationToken ct) =>
        await ChangeAsync(id, runner => runner.RemovedAt = time.GetUtcNow(), ct) is not null;

    /// <summary>Machines came, went or changed in what they may take; their rows are written.</summary>
    /// <param name="changes">Each runner, and its terms; null where its machine is removed, and its token opens nothing any more.</param>
    public void Follow(IReadOnlyList<(Runner? New, long Id, MachineTerms? Terms)> changes)
    {
        foreach (var (row, id, terms) in changes)
        {
            if (terms is null)
            {
                Forget(id);
            }
            else if ((row is null ? Find(id) : RunnerState.Of(row)) is { } state)
            {
                Keep(state with { Terms = terms });
            }
        }

        changed();
    }

    RunnerState Keep(RunnerState state)
    {
        byId[state.Id] = state;
        byToken[state.TokenHash] = state.Id;
        return state;
    }

    void Forget(long id)
    {
        if (byId.TryRemove(id, out var old))
        {
            byToken.TryRemove(old.TokenHash, out _);
        }
    }
}
