using Slipway.BuildMachines.Runners;

namespace Slipway.BuildMachines.Queue;

/// <summary>A runner's request for a job that is held until there is one.</summary>
sealed class HeldRequest(long runnerId, string systemId, MachineFacts machine)
{
    readonly TaskCompletionSource<GivenJob?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int state;

    public long RunnerId => runnerId;

    public string SystemId => systemId;

    public MachineFacts Machine => machine;

    /// <summary>The job, or null where it was let go without one.</summary>
    public Task<GivenJob?> Answer => answer.Task;

    /// <summary>A job was chosen for it: from now on it can't be let go. False where it is gone.</summary>
    public bool TryClaim() => Interlocked.CompareExchange(ref state, 1, 0) == 0;

    /// <summary>The time is over, or the runner hung up. False where a job is on its way: then wait for <see cref="Answer"/>.</summary>
    public bool TryLetGo() => Interlocked.CompareExchange(ref state, 2, 0) == 0;

    /// <summary>Ends a claimed request; null where the job went away meanwhile.</summary>
    public void Complete(GivenJob? job) => answer.TrySetResult(job);
}

/// <summary>A job that is this runner's now, and the JSON to say so with.</summary>
sealed record GivenJob(long JobId, int Attempt, string TokenHash, byte[] Payload);
