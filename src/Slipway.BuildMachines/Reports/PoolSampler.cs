using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Queue;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Reports;

/// <summary>Writes down once a minute how each pool does, tells where a pool misses its goals, and clears away what is too old.</summary>
sealed class PoolSampler(
    IDbContextFactory<SlipwayDb> databases, WriteGate gate, PoolBook book, MachineManager manager, PoolReports reports, JobQueue queue, IOptions<KeeperOptions> options, TimeProvider time,
    ILogger<PoolSampler> log) : BackgroundService
{
    const double InTimeGoal = 0.9;
    const double ErrorGoal = 0.005;
    const int EnoughJobs = 20;
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    static readonly TimeSpan KeepSamples = TimeSpan.FromDays(7);
    readonly HashSet<(string Pool, string Goal)> missed = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Minute, time);
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
            var oldest = waiting.Where(lane => (pool.ProjectIds?.Contains(lane.Lane.ProjectId) ?? true) && (!definition.Trusted || lane.Lane.Protected)
                && (lane.Lane.Tags.Count == 0 ? definition.RunUntagged : lane.Lane.Tags.All(definition.Tags.Contains))).Select(lane => (DateTimeOffset?)lane.Oldest).Min();
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
        foreach (var pool in await reports.ListAsync(ct))
        {
            Goal(pool.Name, "wait", pool.Day.Jobs < EnoughJobs || pool.Day.InTime >= InTimeGoal, FormattableString.Invariant($"{pool.Day.InTime:P1} of jobs began within 120 seconds; 90 % is the goal"));
            Goal(pool.Name, "errors", pool.Day.Jobs < EnoughJobs || pool.Day.Errors < ErrorGoal, FormattableString.Invariant($"{pool.Day.Errors:P2} of attempts failed by the fault of machines; less than 0.5 % is the goal"));
        }
    }

    void Goal(string pool, string goal, bool met, string figures)
    {
        if (!met && missed.Add((pool, goal)))
        {
            Log.GoalMissed(log, pool, goal, figures);
        }
        else if (met && missed.Remove((pool, goal)))
        {
            Log.GoalMet(log, pool, goal);
        }
    }
}
