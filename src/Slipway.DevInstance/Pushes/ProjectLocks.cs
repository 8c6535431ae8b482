using System.Collections.Concurrent;

namespace Slipway.DevInstance.Pushes;

/// <summary>
/// One change of refs at a time in each project, from the decision until the refs have moved: what was decided about is what changes.
/// A push holds it after its pack has arrived, so a slow client holds up nobody.
/// </summary>
class ProjectLocks : IDisposable
{
    readonly ConcurrentDictionary<long, SemaphoreSlim> locks = new();

    /// <exception cref="TimeoutException">Somebody else had it all the time.</exception>
    public async Task<IDisposable> EnterAsync(long projectId, TimeSpan longest, CancellationToken ct)
    {
        var one = locks.GetOrAdd(projectId, _ => new SemaphoreSlim(1));
        return await one.WaitAsync(longest, ct)
            ? new Held(one)
            : throw new TimeoutException($"Project {projectId} was busy for {longest.TotalSeconds} seconds.");
    }

    public void Dispose()
    {
        foreach (var one in locks.Values)
        {
            one.Dispose();
        }
    }

    sealed class Held(SemaphoreSlim one) : IDisposable
    {
        SemaphoreSlim? held = one;

        public void Dispose() => Interlocked.Exchange(ref held, null)?.Release();
    }
}
