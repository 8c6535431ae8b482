using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slipway.BuildMachines.Payload;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Runners;
using Slipway.BuildMachines.Scaling;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Machines;

/// <summary>Runs the <see cref="MachineKeeper"/>: when a job waits that nobody takes, when pools change, and every two seconds.</summary>
sealed class MachineManager : BackgroundService
{
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(50);

    readonly SemaphoreSlim bell = new(0, 1);
    readonly IDbContextFactory<SlipwayDb> databases;
    readonly PoolBook pools;
    readonly JobQueue queue;
    readonly RunnerContacts contacts;
    readonly ProviderPlaces places;
    readonly MachineBootstrap bootstrap;
    readonly ComingJobs coming;
    readonly KeeperOptions options;
    readonly TimeProvider time;
    readonly ILogger<MachineManager> log;

    public MachineManager(
        IDbContextFactory<SlipwayDb> databases, IMachineLedger ledger, PoolBook pools, JobQueue queue, RunnerContacts contacts, ProviderPlaces places, MachineBootstrap bootstrap,
        ComingJobs coming, InstanceName instance, IOptions<KeeperOptions> options, TimeProvider time, ILogger<MachineManager> log)
    {
        (this.databases, this.pools, this.queue, this.contacts, this.places, this.bootstrap, this.coming, this.options, this.time, this.log) =
            (databases, pools, queue, contacts, places, bootstrap, coming, options.Value, time, log);
        // One server holds a data folder: after a restart it is the same manager, and takes its own lease up again at once.
        Keeper = new MachineKeeper(ledger, $"{Environment.MachineName}/{instance.Uuid}", options.Value, time, log);
        queue.OnWaiting(Ring);
        pools.OnChange(Ring);
    }

    public MachineKeeper Keeper { get; }

    /// <summary>Looks soon.</summary>
    public void Ring()
    {
        try
        {
            bell.Release();
        }
        catch (SemaphoreFullException)
        {
            // it will look anyway
        }
    }

    /// <summary>Hands its pools over: whoever comes next, also on another host, need not wait for the end of a lease. Machines and their jobs go on.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Keeper.ReleaseAsync(cancellationToken);
    }

    public override void Dispose()
    {
        bell.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PassAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.PassFailed(log, failure);
            }

            await bell.WaitAsync(options.Every, stoppingToken);
            await Task.Delay(Gather, time, stoppingToken); // jobs come in bursts: one look at all of them
        }
    }

    async Task PassAsync(CancellationToken ct)
    {
        var needed = pools.Pools.ToDictionary(pool => pool.RevisionId, pool => pool.Definition);
        await using (var db = await databases.CreateDbContextAsync(ct))
        {
            foreach (var revision in await db.Set<Machine>().AsNoTracking().Where(machine => machine.Phase != MachinePhase.Gone).Select(machine => machine.RevisionId).Distinct().ToListAsync(ct))
            {
                if (!needed.ContainsKey(revision) && pools.Revision(revision) is { } old)
                {
                    needed.Add(revision, old);
                }
            }
        }

        if (needed.Count == 0)
        {
            return;
        }

        await pools.RefreshAsync(ct);
        var active = pools.Pools;
        var providers = await places.OfAsync(needed.Select(pool => (pool.Key, pool.Value)));
        await Keeper.PassAsync(new Fleet([.. active.Where(pool => providers.ContainsKey(pool.RevisionId))], providers, await LanesAsync(active, ct), contacts.LastHeard, bootstrap.Order), ct);
    }

    async Task<IReadOnlyList<LaneDemand>> LanesAsync(IReadOnlyList<ActivePool> active, CancellationToken ct)
    {
        var lanes = queue.Waiting.GroupBy(lane => (lane.Lane.ProjectId, lane.Lane.Protected, Tags: string.Join(',', lane.Lane.Tags)))
            .ToDictionary(lane => lane.Key, lane => new LaneDemand(lane.Key.ProjectId, lane.Key.Protected, lane.First().Lane.Tags, lane.Sum(kind => kind.Jobs)));
        if (active.Any(pool => pool.Definition.LookAhead))
        {
            foreach (var soon in await coming.FindAsync(active, ct))
            {
                var key = (soon.ProjectId, soon.Protected, string.Join(',', soon.Tags));
                lanes[key] = lanes.TryGetValue(key, out var there) ? there with { Coming = there.Coming + soon.Coming } : soon;
            }
        }

        return [.. lanes.Values];
    }
}
