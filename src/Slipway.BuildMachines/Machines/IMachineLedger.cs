namespace Slipway.BuildMachines.Machines;

/// <summary>
/// Where machines are written down. A port: the database is one, and the proof of ten thousand cycles runs on one in memory that crashes when told
/// to. Each call is atomic: it happened or it did not, whatever the caller gets to know of it.
/// </summary>
interface IMachineLedger
{
    /// <summary>Takes or keeps the lease of a pool.</summary>
    /// <returns>The lease with its fence, which goes up whenever the lease changes hands; null where another manager has it.</returns>
    Task<PoolLease?> LeaseAsync(string pool, string manager, TimeSpan length, CancellationToken ct);

    /// <summary>Gives the lease back, so that another manager need not wait for its end.</summary>
    Task ReleaseAsync(string pool, string manager, CancellationToken ct);

    /// <summary>Every machine that is not gone, of all pools, with what its runner does now.</summary>
    Task<IReadOnlyList<MachineNow>> LoadAsync(CancellationToken ct);

    /// <summary>
    /// Makes the changes that still fit: whose fence is the pool's, whose machine is at the version that they were made from, and, where they end a
    /// machine's use, whose runner has no live attempt. New machines get their runner, removed ones lose it, in the same transaction.
    /// </summary>
    /// <returns>The machines as they are now, of the changes that were made.</returns>
    Task<IReadOnlyList<Machine>> CommitAsync(IReadOnlyList<MachineChange> changes, CancellationToken ct);
}

/// <param name="Failures">Starts that failed since the last that went well.</param>
/// <param name="FailedAt">The last one's time.</param>
/// <param name="Failure">The last one's reason.</param>
sealed record PoolLease(long Fence, int Failures, DateTimeOffset? FailedAt, string? Failure);

/// <param name="Live">Attempts of jobs that its runner holds.</param>
/// <param name="Unconfirmed">Those of them that it has not confirmed.</param>
sealed record MachineNow(Machine Machine, int Live, int Unconfirmed);

/// <param name="Next">Its version is the one that the change was made from; 0 and planned: a new machine.</param>
/// <param name="Fence">Of the pool's lease; null for what a person orders, which is any manager's to see.</param>
/// <param name="Event">Whether it is worth a line of history.</param>
/// <param name="Start">What the pool learns of its starts by this.</param>
sealed record MachineChange(Machine Next, long? Fence, bool Event, StartResult Start = StartResult.Nothing);

enum StartResult
{
    Nothing,
    Well,
    Failed,

    /// <summary>The place was full, which is nobody's fault: the pool waits a little, and not longer each time.</summary>
    NoRoom,
}
