using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Queue;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Reports;

/// <summary>Writes down every minute how each pool does, tells where a pool misses its goals, and clears away what is too old.</summary>
sealed class PoolSampler(
    IDbContextFactory<SlipwayDb> databases, WriteGate gate, PoolBook book, MachineManager manager, PoolReports reports, PoolAlerts alerts, JobQueue queue, IOptions<KeeperOptions> options, TimeProvider time,
    ILogger<PoolSampler> log) : BackgroundService
{
    static readonly TimeSpan KeepSamples = TimeSpan.FromDays(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.SampleEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SampleAsync(stoppingToken);
                await WarnAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.SampleFailed(log, failure);
            }
        }
    }

    Task<bool> SampleAsync(CancellationToken ct)
    {
        var (now, waiting) = (time.GetUtcNow(), queue.Waiting);
        var samples = book.Pools.Where(pool => manager.Keeper.Decisions.ContainsKey(pool.Definition.Name)).Select(pool =>
        {
            var (definition, decision) = (pool.Definition, manager.Keeper.Decisions[pool.Definition.Name]);
            var oldest = waiting.Where(lane => pool.Serves(lane.Lane)).Select(lane => (DateTimeOffset?)lane.Oldest).Min();
            return new PoolSample
            {
                Pool = definition.Name,
                At = now,
                Demand = decision.Demand,
                Capacity = decision.Capacity,
                Idle = decision.IdleTarget,
                WaitSeconds = oldest is { } since ? Math.Max(0, (now - since).TotalSeconds) : 0,
            };
        }).ToList();
        return gate.RunAsync(
            async () =>
            {
                await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
                db.AddRange(samples);
                await db.SaveChangesAsync(CancellationToken.None);
                var (before, old) = (now - KeepSamples, now - options.Value.KeepHistory);
                await db.Set<PoolSample>().Where(sample => sample.At < before).ExecuteDeleteAsync(CancellationToken.None);
                var gone = db.Set<Machine>().Where(machine => machine.Phase == MachinePhase.Gone && machine.GoneAt < old).OrderBy(machine => machine.GoneAt).Select(machine => machine.Id).Take(1000);
                await db.Set<MachineEvent>().Where(row => gone.Contains(row.MachineId)).ExecuteDeleteAsync(CancellationToken.None);
                await db.Set<Machine>().Where(machine => gone.Contains(machine.Id)).ExecuteDeleteAsync(CancellationToken.None);
                return true;
            },
            ct);
    }

    /// <summary>Once when a goal is missed, and once when it is met again.</summary>
    async Task WarnAsync(CancellationToken ct)
    {
        var now = (await reports.ListAsync(ct)).SelectMany(pool => pool.Alerts, (pool, alert) => (Pool: pool.Name, Alert: alert)).ToList();
        foreach (var (pool, alert) in now.Where(broken => !alerts.Now.Contains((broken.Pool, broken.Alert.Goal))))
        {
            Log.GoalMissed(log, pool, alert.Goal, alert.Why);
        }

        foreach (var (pool, goal) in alerts.Now.Where(before => !now.Exists(broken => broken.Pool == before.Pool && broken.Alert.Goal == before.Goal)))
        {
            Log.GoalMet(log, pool, goal);
        }

        alerts.Now = [.. now.Select(broken => (broken.Pool, broken.Alert.Goal))];
    }
}
