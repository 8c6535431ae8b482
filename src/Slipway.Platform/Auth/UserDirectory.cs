using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.Platform.Auth;

/// <summary>All users, in memory: every request with a token asks for one.</summary>
public sealed class UserDirectory(IDbContextFactory<SlipwayDb> databases, WriteGate gate)
{
    readonly ConcurrentDictionary<long, User> byId = new();
    readonly ConcurrentDictionary<string, User> byName = new(StringComparer.Ordinal);

    public IEnumerable<User> All => byName.Values.OrderBy(user => user.Name, StringComparer.Ordinal);

    public async Task LoadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        await foreach (var user in db.Set<User>().AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            Remember(user);
        }
    }

    public User? Find(long id) => byId.GetValueOrDefault(id);

    public User? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Null where one of this name is there already.</summary>
    public Task<User?> AddAsync(User user, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            if (Find(user.Name) is not null)
            {
                return null;
            }

            await using var db = await databases.CreateDbContextAsync(ct);
            db.Add(user);
            await db.SaveChangesAsync(ct);
            return Remember(user);
        },
        ct);

    User Remember(User user) => byName[user.Name] = byId[user.Id] = user;
}
