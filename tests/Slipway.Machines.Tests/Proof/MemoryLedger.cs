using Slipway.BuildMachines.Machines;

namespace Slipway.Machines.Tests.Proof;

/// <summary>The ledger in memory, with the database's rules: what was committed stays, whoever dies.</summary>
sealed class MemoryLedger(TimeProvider time)
{
    readonly Dictionary<string, Machine> machines = new(StringComparer.Ordinal);
    readonly Dictionary<string, Lease> leases = new(StringComparer.Ordinal);
    readonly List<Attempt> attempts = [];
    long runners;

    public List<MachineEvent> Events { get; } = [];

    public IEnumerable<Machine> Machines => machines.Values;

    public IEnumerable<Attempt> Live => attempts.Where(attempt => attempt.EndedAt is null);

    public IMachineLedger Of(Killing? killing) => new View(this, killing);

    public Machine? Find(string id) => machines.GetValueOrDefault(id);

    /// <summary>As the assignment does in its transaction.</summary>
    public Attempt? TryAssign(string machineId, long job, int number, long project, bool isProtected)
    {
        var live = Live.Count(attempt => attempt.MachineId == machineId);
        if (Find(machineId) is not { } machine || !machine.MayTake(project, isProtected, live))
        {
            return null;
        }

        var taken = machine.Taken(project, isProtected, $"Job {job}.", time.GetUtcNow()) with { Version = machine.Version + 1 };
        machines[machineId] = taken;
        Events.Add(MachineEvent.Of(taken, time.GetUtcNow(), job));
        var made = new Attempt(machineId, job, number);
        attempts.Add(made);
        return made;
    }

    PoolLease? Take(string pool, string manager, TimeSpan length)
    {
        var now = time.GetUtcNow();
        if (!leases.TryGetValue(pool, out var lease))
        {
            leases.Add(pool, lease = new Lease());
        }

        if (lease.Holder != manager)
        {
            if (lease.Holder is not null && lease.Until > now && lease.Until - now <= length)
            {
                return null;
            }

            (lease.Holder, lease.Fence) = (manager, lease.Fence + 1);
        }

        lease.Until = now + length;
        return new PoolLease(lease.Fence, lease.Failures, lease.FailedAt, lease.Failure);
    }

    List<Machine> Commit(IReadOnlyList<MachineChange> changes)
    {
        var made = new List<Machine>();
        foreach (var change in changes)
        {
            var next = change.Next;
            var lease = leases[next.Pool];
            var old = machines.GetValueOrDefault(next.Id);
            if (lease.Fence != change.Fence || (old?.Version ?? 0) != next.Version || (old is null && next.Phase != MachinePhase.Planned)
                || (next.Phase >= MachinePhase.Removing && Live.Any(attempt => attempt.MachineId == next.Id)))
            {
                continue;
            }

            next = next with { Version = next.Version + 1, RunnerId = old?.RunnerId ?? ++runners };
            machines[next.Id] = next;
            made.Add(next);
            if (change.Event)
            {
                Events.Add(MachineEvent.Of(next, time.GetUtcNow()));
            }

            (lease.Failures, lease.FailedAt, lease.Failure) = change.Start switch
            {
                StartResult.Failed or StartResult.NoRoom => (Backoff.Failures(lease.Failures, change.Start), time.GetUtcNow(), next.Reason),
                StartResult.Well => (0, null, null),
                _ => (lease.Failures, lease.FailedAt, lease.Failure),
            };
        }

        return made;
    }

    IReadOnlyList<MachineNow> Load() =>
    [
        .. machines.Values.Where(machine => machine.Phase != MachinePhase.Gone).Select(machine => new MachineNow(
            machine,
            Live.Count(attempt => attempt.MachineId == machine.Id),
            Live.Count(attempt => attempt.MachineId == machine.Id && !attempt.Confirmed))),
    ];

    sealed class Lease
    {
        public string? Holder { get; set; }

        public long Fence { get; set; }

        public DateTimeOffset Until { get; set; }

        public int Failures { get; set; }

        public DateTimeOffset? FailedAt { get; set; }

        public string? Failure { get; set; }
    }

    /// <summary>One manager's connection.</summary>
    sealed class View(MemoryLedger ledger, Killing? killing) : IMachineLedger
    {
        public Task<PoolLease?> LeaseAsync(string pool, string manager, TimeSpan length, CancellationToken ct) => Around(() => ledger.Take(pool, manager, length));

        public Task ReleaseAsync(string pool, string manager, CancellationToken ct)
        {
            if (ledger.leases.TryGetValue(pool, out var lease) && lease.Holder == manager)
            {
                lease.Holder = null;
            }

            return Task.CompletedTask;
        }

        public Task<IReadOnlyList<MachineNow>> LoadAsync(CancellationToken ct) => Around(ledger.Load);

        public Task<IReadOnlyList<Machine>> CommitAsync(IReadOnlyList<MachineChange> changes, CancellationToken ct) => Around<IReadOnlyList<Machine>>(() => ledger.Commit(changes));

        Task<T> Around<T>(Func<T> call) => killing is null ? Task.FromResult(call()) : killing.AroundAsync(() => Task.FromResult(call()));
    }
}

/// <summary>One time that a job runs on a machine.</summary>
sealed class Attempt(string machineId, long jobId, int number)
{
    public string MachineId => machineId;

    public long JobId => jobId;

    public int Number => number;

    public bool Confirmed { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    public DateTimeOffset DoneAt { get; set; }

    public DateTimeOffset HeardAt { get; set; }
}
