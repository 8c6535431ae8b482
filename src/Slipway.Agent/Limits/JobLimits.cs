namespace Slipway.Agent.Limits;

/// <summary>What one job may take of this machine.</summary>
/// <param name="Cpus">Processors; 0 for all.</param>
sealed record JobLimits(long MemoryBytes, double Cpus, long Pids)
{
    /// <summary>Where nothing is said: what no build needs and what the machine stands.</summary>
    public const long MostPids = 8192;

    /// <summary>Nine tenths of what this program may have: the rest keeps the machine answering.</summary>
    public static long MostMemory => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 10 * 9;

    /// <param name="memoryMiB">0 for <see cref="MostMemory"/>.</param>
    /// <param name="pids">0 for <see cref="MostPids"/>.</param>
    public static JobLimits Of(long memoryMiB, double cpus, long pids) =>
        new(memoryMiB > 0 ? memoryMiB * 1024 * 1024 : MostMemory, cpus, pids > 0 ? pids : MostPids);
}
