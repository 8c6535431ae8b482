namespace Slipway.Platform.Database;

/// <summary>
/// Writers wait here, in order, rather than in SQLite's busy handler, which polls. A database with many writers opens it wide.
/// </summary>
public sealed class WriteGate(int writers) : IDisposable
{
    readonly SemaphoreSlim gate = new(writers);

    public async Task<T> RunAsync<T>(Func<Task<T>> write, CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        try
        {
            return await write();
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
