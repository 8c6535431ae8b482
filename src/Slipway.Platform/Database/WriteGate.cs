using Microsoft.EntityFrameworkCore;

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

    /// <summary>One row, in a context and a transaction of its own.</summary>
    public Task<T> AddAsync<T>(IDbContextFactory<SlipwayDb> databases, T row, CancellationToken ct)
        where T : class => SaveAsync(
            databases,
            db =>
            {
                db.Add(row);
                return Task.FromResult(row);
            },
            ct);

    /// <summary>A change in a context of its own, saved when it has been made.</summary>
    public Task<T> SaveAsync<T>(IDbContextFactory<SlipwayDb> databases, Func<SlipwayDb, Task<T>> change, CancellationToken ct) => RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var result = await change(db);
            await db.SaveChangesAsync(ct);
            return result;
        },
        ct);

    public void Dispose() => gate.Dispose();
}
