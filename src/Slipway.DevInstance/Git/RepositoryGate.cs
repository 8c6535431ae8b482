namespace Slipway.DevInstance.Git;

/// <summary>
/// Who brings objects and refs into a repository is inside; who takes unreachable objects out of it is alone. An object that nothing names yet,
/// and that a push under way is about to name, is never taken (git-gc(1), "Notes").
/// </summary>
sealed class RepositoryGate
{
    readonly Lock gate = new();
    readonly Dictionary<long, int> inside = [];
    readonly Dictionary<long, TaskCompletionSource> closed = [];

    /// <summary>Waits while somebody is alone in there. May be entered by several, and again by one who is inside.</summary>
    public async Task<IDisposable> EnterAsync(long projectId, CancellationToken ct)
    {
        while (true)
        {
            Task opening;
            lock (gate)
            {
                if (!closed.TryGetValue(projectId, out var until))
                {
                    inside[projectId] = inside.GetValueOrDefault(projectId) + 1;
                    return new Leaving(() => Leave(projectId));
                }

                opening = until.Task;
            }

            await opening.WaitAsync(ct);
        }
    }

    /// <summary>Null where somebody is inside.</summary>
    public IDisposable? TryClose(long projectId)
    {
        lock (gate)
        {
            return !inside.ContainsKey(projectId) && closed.TryAdd(projectId, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously))
                ? new Leaving(() => Open(projectId))
                : null;
        }
    }

    void Leave(long projectId)
    {
        lock (gate)
        {
            if (--inside[projectId] == 0)
            {
                inside.Remove(projectId);
            }
        }
    }

    void Open(long projectId)
    {
        lock (gate)
        {
            closed.Remove(projectId, out var until);
            until!.SetResult();
        }
    }

    sealed class Leaving(Action leave) : IDisposable
    {
        Action? once = leave;

        public void Dispose() => Interlocked.Exchange(ref once, null)?.Invoke();
    }
}
