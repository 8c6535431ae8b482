using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Signing;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Repositories;

/// <summary>All repositories by name, in memory.</summary>
sealed class RepositoryDirectory(IDbContextFactory<SlipwayDb> databases, WriteGate gate, TimeProvider time)
{
    readonly ConcurrentDictionary<(string Owner, string Name), RepositoryState> all = new();

    public IReadOnlyCollection<RepositoryState> All => [.. all.Values.OrderBy(state => state.FullName, StringComparer.Ordinal)];

    public async Task LoadAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        foreach (var row in await db.Set<Repository>().AsNoTracking().Include(row => row.SigningKey).ToListAsync(ct))
        {
            Remember(row, row.SigningKey!);
        }

        var byId = all.Values.ToDictionary(state => state.Id);
        var files = (await db.Set<PublishedFile>().AsNoTracking().Where(file => file.Until == null).ToListAsync(ct)).ToLookup(file => file.DistributionId);
        foreach (var row in await db.Set<RepositoryDistribution>().AsNoTracking().ToListAsync(ct))
        {
            if (DistributionCatalog.Find(row.Name) is { } known)
            {
                Remember(byId[row.RepositoryId], row, known).Current = new CurrentPublication(row.Generation, [.. files[row.Id]]);
            }
        }
    }

    public RepositoryState? Find(string owner, string name) => all.GetValueOrDefault((owner, name));

    /// <summary>Null where one of this name is there already.</summary>
    public Task<RepositoryState?> CreateAsync(RepositoryName name, bool isPrivate, SigningKeyRow key, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            if (Find(name.Owner, name.Name) is not null)
            {
                return null;
            }

            await using var db = await databases.CreateDbContextAsync(ct);
            var row = new Repository { Owner = name.Owner, Name = name.Name, Private = isPrivate, SigningKeyId = key.Id, CreatedAt = time.GetUtcNow() };
            db.Add(row);
            await db.SaveChangesAsync(ct);
            return Remember(row, key);
        },
        ct);

    /// <summary>The distribution's line, made at the first push for it.</summary>
    public async Task<DistributionLine> LineAsync(RepositoryState repository, KnownDistribution known, CancellationToken ct) =>
        repository.Find(known.Name) ?? await gate.RunAsync(
            async () =>
            {
                if (repository.Find(known.Name) is { } made)
                {
                    return made;
                }

                await using var db = await databases.CreateDbContextAsync(ct);
                var row = new RepositoryDistribution { RepositoryId = repository.Id, Name = known.Name };
                db.Add(row);
                await db.SaveChangesAsync(ct);
                return Remember(repository, row, known);
            },
            ct);

    RepositoryState Remember(Repository row, SigningKeyRow key) =>
        all.GetOrAdd((row.Owner, row.Name), new RepositoryState(row) { Fingerprint = key.Fingerprint, PublicKey = key.PublicKey });

    static DistributionLine Remember(RepositoryState repository, RepositoryDistribution row, KnownDistribution known) =>
        repository.Add(new DistributionLine(row.Id, repository.FullName, repository.SigningKeyId, known));
}
