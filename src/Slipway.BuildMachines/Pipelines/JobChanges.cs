using System.Collections.Concurrent;

namespace Slipway.BuildMachines.Pipelines;

/// <summary>Tells those who watch a job (a page, <c>slipway job trace --follow</c>) that its state or its trace changed.</summary>
sealed class JobChanges
{
    readonly ConcurrentDictionary<long, TaskCompletionSource> waiting = new();

    public void Tell(long jobId)
    {
        if (waiting.TryRemove(jobId, out var watchers))
        {
            watchers.TrySetResult();
        }
    }

    /// <summary>Ask for it before looking at the job: a change between the two is not missed then.</summary>
    public Task Next(long jobId) => waiting.GetOrAdd(jobId, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public bool IsWatched(long jobId) => waiting.ContainsKey(jobId);
}
