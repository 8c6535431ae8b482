using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Machines;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Queue;
using Slipway.BuildMachines.Scaling;
using Slipway.Contracts.BuildMachines;
using Slipway.Contracts.DevInstance;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Reports;

/// <summary>What pools do and did, for people.</summary>
sealed class PoolReports(IDbContextFactory<SlipwayDb> databases, PoolBook book, MachineManager manager, JobQueue queue, IProjectDirectory projects, TimeProvider time)
{
    const int MostSamples = 24 * 60;

    public async Task<IReadOnlyList<PoolInfo>> ListAsync(CancellationToken ct)
    {
        var pools = new List<PoolInfo>();
        foreach (var pool in book.Pools)
        {
            pools.Add(await OfAsync(pool, ct));
        }

        return pools;
    }

    public async Task<PoolDetail?> FindAsync(string name, CancellationToken ct)
    {
        if (book.Pools.FirstOrDefault(pool => pool.Definition.Name == name) is not { } pool)
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(ct);
        var since = time.GetUtcNow() - TimeSpan.FromDays(1);
        var samples = await db.Set<PoolSample>().AsNoTracking().Where(sample => sample.Pool == name && sample.At > since).OrderBy(sample => sample.At).Take(MostSamples)
            .Select(sample => new PoolSampleInfo(sample.At, sample.Demand, sample.Capacity, sample.Idle, sample.WaitSeconds)).ToListAsync(ct);
        return new PoolDetail(await OfAsync(pool, ct), await MachinesAsync(name, false, ct), samples);
    }

    /// <param name="gone">Also those of the last day that are gone.</param>
    public async Task<IReadOnlyList<MachineInfo>> MachinesAsync(string? pool, bool gone, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var since = time.GetUtcNow() - TimeSpan.FromDays(1);
        var rows = await db.Set<Machine>().AsNoTracking()
            .Where(machine => (pool == null || machine.Pool == pool) && (machine.Phase != MachinePhase.Gone || (gone && machine.GoneAt > since)))
            .OrderBy(machine => machine.Pool).ThenBy(machine => machine.PlannedAt).Take(20_000).ToListAsync(ct);
        var live = (await db.Set<JobAttempt>().AsNoTracking().Where(attempt => attempt.End == AttemptEnd.Live).Select(attempt => new { attempt.RunnerId, attempt.JobId }).ToListAsync(ct))
            .ToLookup(attempt => attempt.RunnerId, attempt => attempt.JobId);
        return [.. rows.Select(machine => Of(machine, [.. live[machine.RunnerId]]))];
    }

    public async Task<MachineDetail?> MachineAsync(string id, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        if (await db.Set<Machine>().AsNoTracking().SingleOrDefaultAsync(machine => machine.Id == id, ct) is not { } machine)
        {
            return null;
        }

        var jobs = await db.Set<JobAttempt>().AsNoTracking().Where(attempt => attempt.RunnerId == machine.RunnerId && attempt.End == AttemptEnd.Live).Select(attempt => attempt.JobId).ToListAsync(ct);
        var events = await db.Set<MachineEvent>().AsNoTracking().Where(row => row.MachineId == id).OrderBy(row => row.Id).ToListAsync(ct);
        return new MachineDetail(Of(machine, jobs), [.. events.Select(row => new MachineStepInfo(row.At, row.Phase.Word(), row.Code, row.Reason, row.JobId))]);
    }

    async Task<PoolInfo> OfAsync(ActivePool active, CancellationToken ct)
    {
        var pool = active.Definition;
        await using var db = await databases.CreateDbContextAsync(ct);
        var (now, since) = (time.GetUtcNow(), time.GetUtcNow() - TimeSpan.FromDays(1));
        var machines = await db.Set<Machine>().AsNoTracking().Where(machine => machine.Pool == pool.Name && (machine.Phase != MachinePhase.Gone || machine.GoneAt > since)).ToListAsync(ct);
        var lease = await db.Set<PoolLeaseRow>().AsNoTracking().SingleOrDefaultAsync(lease => lease.Pool == pool.Name, ct);
        var attempts = await (
            from machine in db.Set<Machine>().AsNoTracking()
            join attempt in db.Set<JobAttempt>().AsNoTracking() on machine.RunnerId equals attempt.RunnerId
            join job in db.Set<Job>().AsNoTracking() on attempt.JobId equals job.Id
            where machine.Pool == pool.Name && attempt.AssignedAt > since
            select new PoolAttempt(
                machine.Id, job.ProjectId, job.Name, attempt.Number, attempt.AssignedAt, attempt.EndedAt, attempt.End, job.QueuedAt, attempt.End == AttemptEnd.Failed ? job.FailureReason : null)).ToListAsync(ct);
        var late = queue.WaitingSince(now - PoolGoals.Soon).Where(lane => active.Serves(lane.Lane)).Sum(lane => lane.Jobs);
        var oldest = queue.Waiting.Where(lane => active.Serves(lane.Lane)).Select(lane => now - lane.Oldest).DefaultIfEmpty().Max();
        var day = PoolDays.Of(pool, machines, attempts, late, await NamesAsync([.. attempts.Select(attempt => attempt.ProjectId).Distinct()], ct), since, now);
        var trouble = manager.Keeper.Troubles.GetValueOrDefault(pool.Name);
        var decision = manager.Keeper.Decisions.GetValueOrDefault(pool.Name) ?? new PoolDecision(pool.Name, 0, [], 0, 0, 0, pool.IdleAt(now), 0, null);
        return new PoolInfo(
            pool.Name, pool.Provider, pool.Tags, pool.RunUntagged, pool.Trusted, pool.Max, decision.IdleTarget,
            machines.Where(machine => machine.Phase != MachinePhase.Gone).GroupBy(machine => machine.Phase).OrderBy(phase => phase.Key).ToDictionary(phase => phase.Key.Word(), phase => phase.Count()),
            decision.Demand, decision.Coming, decision.Capacity, decision.Short,
            trouble is not null ? $"its provider can't be asked: {trouble}" : decision.Why, lease?.Failures ?? 0, lease?.Failure, day,
            PoolGoals.Missed(day, late, oldest, machines.Count(machine => machine is { Phase: MachinePhase.Removing, Removals: > MachineKeeper.StuckAfter }), trouble));
    }

    async Task<Dictionary<long, string>> NamesAsync(IReadOnlyList<long> ids, CancellationToken ct)
    {
        var names = new Dictionary<long, string>();
        foreach (var id in ids)
        {
            names[id] = (await projects.FindAsync(id, ct))?.Path ?? $"project {id}";
        }

        return names;
    }

    MachineInfo Of(Machine machine, IReadOnlyList<long> jobs) => new(
        machine.Id, machine.Pool, machine.Phase.Word(), machine.Code, machine.Reason, machine.PhaseAt, machine.PlannedAt, machine.ReadyAt, machine.GoneAt, machine.Uses, machine.UsesMost,
        machine.Fault?.ToString().ToLowerInvariant(), machine.Reference, jobs, machine.Removals, Math.Round(MachineCost.Of(machine, DateTimeOffset.MinValue, time.GetUtcNow()), 4));
}

/// <summary>An attempt of a job on a pool's machine.</summary>
/// <param name="Failure">Of the job, where the attempt failed.</param>
sealed record PoolAttempt(
    string MachineId, long ProjectId, string JobName, int Number, DateTimeOffset AssignedAt, DateTimeOffset? EndedAt, AttemptEnd End, DateTimeOffset? QueuedAt, string? Failure)
{
    /// <summary>Failed by what ran it, and not by what it ran.</summary>
    public bool IsMachines => End == AttemptEnd.Lost || Failure is FailureReason.RunnerSystem or FailureReason.Stuck;
}
