using Microsoft.EntityFrameworkCore;
using Slipway.BuildMachines.Jobs;
using Slipway.BuildMachines.Pools;
using Slipway.BuildMachines.Runners;
using Slipway.Platform.Database;

namespace Slipway.BuildMachines.Machines;

/// <summary>The ledger in the database. The runners in memory follow after the commit.</summary>
sealed class DbLedger(
    IDbContextFactory<SlipwayDb> databases, WriteGate gate, RunnerDirectory runners, PoolBook pools, MachineToken tokens, TimeProvider time) : IMachineLedger
{
    public Task<PoolLease?> LeaseAsync(string pool, string manager, TimeSpan length, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
            var now = time.GetUtcNow();
            var row = await db.Set<PoolLeaseRow>().SingleOrDefaultAsync(lease => lease.Pool == pool, CancellationToken.None);
            if (row is null)
            {
                db.Add(row = new PoolLeaseRow { Pool = pool });
            }

            // A lease that ends later than one can is from a clock that went back.
            if (row.Holder is not null && row.Holder != manager && row.Until > now && row.Until - now <= length)
            {
                return null;
            }

            if (row.Holder != manager)
            {
                (row.Holder, row.Fence) = (manager, row.Fence + 1);
            }

            if (row.Until < now + (length / 2) || row.Until - now > length)
            {
                row.Until = now + length;
            }

            await db.SaveChangesAsync(CancellationToken.None);
            return new PoolLease(row.Fence, row.Failures, row.FailedAt, row.Failure);
        },
        ct);

    public Task ReleaseAsync(string pool, string manager, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(CancellationToken.None);
            return await db.Set<PoolLeaseRow>().Where(lease => lease.Pool == pool && lease.Holder == manager)
                .ExecuteUpdateAsync(row => row.SetProperty(lease => lease.Holder, (string?)null), CancellationToken.None);
        },
        ct);

    public async Task<IReadOnlyList<MachineNow>> LoadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var machines = await db.Set<Machine>().AsNoTracking().Where(machine => machine.Phase != MachinePhase.Gone).ToListAsync(ct);
        if (machines.Count == 0)
        {
            return [];
        }

        var live = (await db.Set<JobAttempt>().AsNoTracking().Where(attempt => attempt.End == AttemptEnd.Live)
            .Select(attempt => new { attempt.RunnerId, Confirmed = attempt.ConfirmedAt != null }).ToListAsync(ct)).ToLookup(attempt => attempt.RunnerId);
        return [.. machines.Select(machine => new MachineNow(machine, live[machine.RunnerId].Count(), live[machine.RunnerId].Count(attempt => !attempt.Confirmed)))];
    }

    public async Task<IReadOnlyList<Machine>> CommitAsync(IReadOnlyList<MachineChange> changes, CancellationToken ct)
    {
        if (changes.Count == 0)
        {
            return [];
        }

        var (made, follow) = await gate.RunAsync(() => CommitAsync(changes), ct);
        runners.Follow(follow);
        return made;
    }

    async Task<(List<Machine> Made, List<(Runner? New, long Id, MachineTerms? Terms)> Follow)> CommitAsync(IReadOnlyList<MachineChange> changes)
    {
        var ct = CancellationToken.None;
        var (now, made, follow) = (time.GetUtcNow(), new List<Machine>(), new List<(Runner? New, long Id, MachineTerms? Terms)>());
        await using var db = await databases.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var (ids, names) = (changes.Select(change => change.Next.Id).ToList(), changes.Select(change => change.Next.Pool).Distinct().ToList());
        var rows = await db.Set<Machine>().Where(machine => ids.Contains(machine.Id)).ToDictionaryAsync(machine => machine.Id, ct);
        var leases = await db.Set<PoolLeaseRow>().Where(lease => names.Contains(lease.Pool)).ToDictionaryAsync(lease => lease.Pool, ct);
        var runnerIds = rows.Values.Select(machine => machine.RunnerId).ToList();
        var busy = await db.Set<JobAttempt>().Where(attempt => attempt.End == AttemptEnd.Live && runnerIds.Contains(attempt.RunnerId)).Select(attempt => attempt.RunnerId).ToListAsync(ct);
        foreach (var change in changes)
        {
            var next = change.Next;
            var (old, lease) = (rows.GetValueOrDefault(next.Id), leases.GetValueOrDefault(next.Pool));
            if ((change.Fence is { } fence && lease?.Fence != fence) || (old?.Version ?? 0) != next.Version || (old is null && next.Phase != MachinePhase.Planned)
                || (next.Phase >= MachinePhase.Removing && old is not null && busy.Contains(old.RunnerId)))
            {
                continue;
            }

            if (old is null)
            {
                var runner = RunnerOf(next, now);
                db.Add(runner);
                await db.SaveChangesAsync(ct);
                next = next with { Version = 1, RunnerId = runner.Id };
                db.Add(next);
                follow.Add((runner, runner.Id, TermsOf(next)));
            }
            else
            {
                next = next with { Version = next.Version + 1, RunnerId = old.RunnerId };
                if (next.Phase >= MachinePhase.Removing && old.Phase < MachinePhase.Removing)
                {
                    await db.Set<Runner>().Where(runner => runner.Id == next.RunnerId && runner.RemovedAt == null).ExecuteUpdateAsync(row => row.SetProperty(runner => runner.RemovedAt, now), ct);
                    follow.Add((null, next.RunnerId, null));
                }
                else if (TermsOf(next) != TermsOf(old))
                {
                    follow.Add((null, next.RunnerId, TermsOf(next)));
                }

                db.Entry(old).CurrentValues.SetValues(next);
            }

            if (change.Event)
            {
                db.Add(MachineEvent.Of(next, now));
            }

            Learn(lease, change, now);
            made.Add(next);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (made, follow);
    }

    /// <summary>What the queue may give it, as the row says.</summary>
    public static MachineTerms TermsOf(Machine machine) => new(
        (machine.Phase.TakesJobs() || machine.Phase == MachinePhase.Planned) && !machine.UsedUp && machine.Fault is null, machine.OneProject ? machine.BoundProject : null, machine.BoundProtected);

    Runner RunnerOf(Machine machine, DateTimeOffset now)
    {
        var active = pools.Pools.FirstOrDefault(pool => pool.RevisionId == machine.RevisionId);
        var pool = active?.Definition ?? pools.Revision(machine.RevisionId) ?? throw new InvalidOperationException($"Revision {machine.RevisionId} of pool {machine.Pool} is not known.");
        return new Runner
        {
            Description = $"{machine.Pool}/{machine.Id}",
            TokenHash = RunnerToken.Hash(tokens.Of(machine.Id)),
            ProjectIds = active?.ProjectIds is { } only ? [.. only] : null,
            Tags = [.. pool.Tags],
            RunUntagged = pool.RunUntagged,
            Protected = machine.Trusted,
            Locked = true,
            Paused = false,
            CreatedBy = $"pool {machine.Pool}",
            CreatedAt = now,
            MachineId = machine.Id,
        };
    }

    static void Learn(PoolLeaseRow? lease, MachineChange change, DateTimeOffset now)
    {
        if (lease is not null && change.Start is StartResult.Failed or StartResult.NoRoom)
        {
            (lease.Failures, lease.FailedAt, lease.Failure) = (Backoff.Failures(lease.Failures, change.Start), now, change.Next.Reason);
        }
        else if (lease is { Failures: > 0 } && change.Start == StartResult.Well)
        {
            (lease.Failures, lease.FailedAt, lease.Failure) = (0, null, null);
        }
    }
}
