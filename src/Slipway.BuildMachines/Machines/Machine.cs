namespace Slipway.BuildMachines.Machines;

/// <summary>A machine as the ledger knows it. A row; never changed in place, but by <see cref="IMachineLedger.CommitAsync"/> from one value to the next.</summary>
sealed record Machine
{
    /// <summary><c>m</c> and 19 lower-case letters or digits.</summary>
    public required string Id { get; init; }

    public required string Pool { get; init; }

    /// <summary>The revision of the pool that it was made by: its settings find it at its provider for as long as it lives.</summary>
    public required long RevisionId { get; init; }

    public required MachinePhase Phase { get; init; }

    /// <summary>Why it is in this phase, as a code for programs.</summary>
    public required string Code { get; init; }

    /// <summary>The same as a sentence.</summary>
    public required string Reason { get; init; }

    public required DateTimeOffset PhaseAt { get; init; }

    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>When the provider was last asked to start it, or said that it does: a list from before that says nothing of it.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>When it was first asked: the deadline counts from here.</summary>
    public DateTimeOffset? FirstAskedAt { get; init; }

    /// <summary>The provider's name for it, once it has accepted.</summary>
    public string? Reference { get; init; }

    /// <summary>When its runner first spoke.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    public DateTimeOffset? IdleSince { get; init; }

    /// <summary>When the provider last answered a removal with success.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    public DateTimeOffset? GoneAt { get; init; }

    public int Starts { get; init; }

    public int Removals { get; init; }

    /// <summary>When the call that failed is made again.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>What made it fail, or null: it never counts as capacity again.</summary>
    public MachineFault? Fault { get; init; }

    /// <summary>Jobs at once.</summary>
    public required int Slots { get; init; }

    /// <summary>Jobs that it was given.</summary>
    public int Uses { get; init; }

    public required int UsesMost { get; init; }

    public required bool Trusted { get; init; }

    /// <summary>Whether, after its first job, only jobs of that project may follow.</summary>
    public required bool OneProject { get; init; }

    /// <summary>The project of its first job.</summary>
    public long? BoundProject { get; init; }

    /// <summary>Whether its first job was of a protected ref.</summary>
    public bool? BoundProtected { get; init; }

    /// <summary>The runner that it speaks as.</summary>
    public long RunnerId { get; init; }

    /// <summary>The bill, for the report: what it costs an hour, and to what time it is rounded up.</summary>
    public double CostPerHour { get; init; }

    public TimeSpan BillingUnit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Goes up with each change; a change that was made from an older one is refused.</summary>
    public int Version { get; init; }

    public bool UsedUp => Uses >= UsesMost;

    /// <summary>Whether it may be given a job like this: the rule that the assignment checks in its own transaction.</summary>
    public bool MayTake(long projectId, bool isProtected, int live) =>
        Phase.TakesJobs() && Fault is null && !UsedUp && live < Slots
        && (!Trusted || isProtected)
        && (BoundProtected is null || BoundProtected == isProtected)
        && (BoundProject is null || !OneProject || BoundProject == projectId);

    /// <summary>Given a job.</summary>
    public Machine Taken(long projectId, bool isProtected, string why, DateTimeOffset now) => this with
    {
        Phase = Phase == MachinePhase.Busy ? MachinePhase.Busy : MachinePhase.Reserved,
        Code = "job",
        Reason = why,
        PhaseAt = now,
        ReadyAt = ReadyAt ?? now,
        IdleSince = null,
        Uses = Uses + 1,
        BoundProject = BoundProject ?? projectId,
        BoundProtected = BoundProtected ?? isProtected,
    };

    /// <summary>Times that a clock which went back has left in the future are taken as now: nothing waits for what was a mistake.</summary>
    public Machine NotAfter(DateTimeOffset now) => this with
    {
        PhaseAt = Earlier(PhaseAt, now)!.Value,
        PlannedAt = Earlier(PlannedAt, now)!.Value,
        AskedAt = Earlier(AskedAt, now),
        FirstAskedAt = Earlier(FirstAskedAt, now),
        ReadyAt = Earlier(ReadyAt, now),
        IdleSince = Earlier(IdleSince, now),
        RemovedAt = Earlier(RemovedAt, now),
    };

    static DateTimeOffset? Earlier(DateTimeOffset? time, DateTimeOffset now) => time > now ? now : time;
}

/// <summary>Whose fault it seems to be. Counted, so that a picture comes of many. Stored as numbers.</summary>
enum MachineFault
{
    /// <summary>The provider did not answer, or had no room.</summary>
    Provider = 0,

    /// <summary>The provider refused the description, or the machine ran and its runner never spoke.</summary>
    Image = 1,

    /// <summary>It ran, and then it vanished, ended or fell silent.</summary>
    Machine = 2,
}
