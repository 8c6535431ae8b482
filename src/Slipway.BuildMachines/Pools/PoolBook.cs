using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Machines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Database;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Pools;

/// <summary>The pools as they were applied last, and the revisions that machines were made by, in memory; each change goes to its rows first.</summary>
sealed class PoolBook(
    IDbContextFactory<SlipwayDb> databases, WriteGate gate, IEnumerable<IMachineProviderKind> kinds, IProjectDirectory projects, TimeProvider time)
{
    readonly Dictionary<long, PoolDefinition> revisions = [];
    Action changed = () => { };

    /// <summary>The file that counts; empty before the first.</summary>
    public string Text { get; private set; } = "pools: []\n";

    public IReadOnlyList<ActivePool> Pools { get; private set; } = [];

    /// <summary>Told after each change.</summary>
    public void OnChange(Action told) => changed += told;

    /// <summary>What a revision's machines are; null for one that is not known, or whose provider is no longer there.</summary>
    public PoolDefinition? Revision(long id)
    {
        lock (revisions)
        {
            return revisions.GetValueOrDefault(id);
        }
    }

    public async Task LoadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var rows = await db.Set<PoolRevision>().AsNoTracking().ToListAsync(ct);
        var newest = await db.Set<PoolFileRow>().AsNoTracking().OrderByDescending(file => file.Id).FirstOrDefaultAsync(ct);
        var used = await db.Set<Machine>().AsNoTracking().Where(machine => machine.Phase != MachinePhase.Gone).Select(machine => machine.RevisionId).Distinct().ToListAsync(ct);
        var needed = rows.Where(row => used.Contains(row.Id)).Select(row => row.FileId).ToHashSet();
        foreach (var file in await db.Set<PoolFileRow>().AsNoTracking().Where(file => needed.Contains(file.Id)).ToListAsync(ct))
        {
            foreach (var pool in Reading(file.Text))
            {
                Know(rows.Where(row => row.Pool == pool.Name && row.Print == PoolPrint.Of(pool)), pool);
            }
        }

        if (newest is not null)
        {
            Text = newest.Text;
            await ServeAsync(Reading(newest.Text), rows, ct);
        }
    }

    /// <summary>Projects may have come since: a pool serves those of its list that are there.</summary>
    public async Task RefreshAsync(CancellationToken ct)
    {
        var pools = new List<ActivePool>();
        foreach (var pool in Pools)
        {
            pools.Add(pool with { ProjectIds = await ProjectsAsync(pool.Definition, ct) });
        }

        Pools = pools;
    }

    public async Task<PoolReading> ApplyAsync(string text, string by, CancellationToken ct)
    {
        var reading = PoolFile.Read(text, kinds);
        if (reading is not PoolReading.Read { Pools: var pools } || text == Text)
        {
            return reading;
        }

        await gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
                await using var transaction = await db.Database.BeginTransactionAsync(CancellationToken.None);
                var file = new PoolFileRow { Text = text, AppliedAt = time.GetUtcNow(), By = by };
                db.Add(file);
                await db.SaveChangesAsync(CancellationToken.None);
                var known = await db.Set<PoolRevision>().ToListAsync(CancellationToken.None);
                var fresh = pools.Where(pool => !known.Exists(row => row.Pool == pool.Name && row.Print == PoolPrint.Of(pool)))
                    .Select(pool => new PoolRevision { Pool = pool.Name, FileId = file.Id, Print = PoolPrint.Of(pool) }).ToList();
                db.AddRange(fresh);
                await db.SaveChangesAsync(CancellationToken.None);
                await transaction.CommitAsync(CancellationToken.None);
                Text = text;
                await ServeAsync(pools, [.. known, .. fresh], CancellationToken.None);
                return true;
            },
            ct);
        changed();
        return reading;
    }

    async Task ServeAsync(IReadOnlyList<PoolDefinition> pools, IReadOnlyList<PoolRevision> rows, CancellationToken ct)
    {
        var active = new List<ActivePool>();
        foreach (var pool in pools)
        {
            if (rows.FirstOrDefault(row => row.Pool == pool.Name && row.Print == PoolPrint.Of(pool)) is { } row)
            {
                Know([row], pool);
                active.Add(new ActivePool(pool, row.Id, await ProjectsAsync(pool, ct)));
            }
        }

        Pools = active;
    }

    void Know(IEnumerable<PoolRevision> rows, PoolDefinition pool)
    {
        lock (revisions)
        {
            foreach (var row in rows)
            {
                revisions[row.Id] = pool;
            }
        }
    }

    // A file that once was right may not be any more, where a provider was taken out of the server.
    IReadOnlyList<PoolDefinition> Reading(string text) => PoolFile.Read(text, kinds) is PoolReading.Read { Pools: var pools } ? pools : [];

    async Task<IReadOnlySet<long>?> ProjectsAsync(PoolDefinition pool, CancellationToken ct)
    {
        if (pool.Projects.Count == 0)
        {
            return null;
        }

        var ids = new HashSet<long>();
        foreach (var path in pool.Projects)
        {
            if (await projects.FindAsync(path, ct) is { } project)
            {
                ids.Add(project.Id);
            }
        }

        return ids;
    }
}
