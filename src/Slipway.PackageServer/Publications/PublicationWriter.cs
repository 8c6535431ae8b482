using Microsoft.EntityFrameworkCore;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Provenance;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Publications;

/// <summary>Writes a publication in one transaction: its commit is the moment in which it exists.</summary>
sealed class PublicationWriter(IDbContextFactory<SlipwayDb> databases, WriteGate gate)
{
    /// <exception cref="PublicationRaceException">Another writer published this distribution meanwhile.</exception>
    public Task SaveAsync(PublicationChange change, CancellationToken ct) => gate.RunAsync(
        async () =>
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var next = change.Generation.Number;
            var moved = await db.Set<RepositoryDistribution>()
                .Where(row => row.Id == change.DistributionId && row.Generation == next - 1)
                .ExecuteUpdateAsync(row => row.SetProperty(distribution => distribution.Generation, next), ct);
            if (moved != 1)
            {
                throw new PublicationRaceException(change.DistributionId, next);
            }

            await CloseAsync(db, change, ct);
            await InsertAsync(db, [change.Generation], ct);
            await InsertPackagesAsync(db, change.Packages, ct);
            await InsertAsync(db, change.Entries, ct);
            await InsertAsync(db, change.Segments, ct);
            await InsertAsync(db, change.Files, ct);
            await transaction.CommitAsync(ct);
            return next;
        },
        ct);

    static async Task InsertPackagesAsync(SlipwayDb db, List<Package> packages, CancellationToken ct)
    {
        await InsertAsync(db, packages, ct);
        packages.ForEach(package => package.Own());
        await InsertAsync(db, packages.SelectMany(package => package.Entries), ct);
        await InsertAsync(db, packages.SelectMany(package => package.SourceFiles), ct);
        await InsertAsync(db, packages.Select(package => package.Provenance).OfType<ProvenanceRow>(), ct);
    }

    static async Task InsertAsync<T>(SlipwayDb db, IEnumerable<T> rows, CancellationToken ct)
        where T : class
    {
        await using var inserter = new RowInserter<T>(db);
        await inserter.InsertAsync(rows, ct);
    }

    static async Task CloseAsync(SlipwayDb db, PublicationChange change, CancellationToken ct)
    {
        var (distribution, next) = (change.DistributionId, change.Generation.Number);
        if (change.ClosedSegments.Count > 0)
        {
            var ids = change.ClosedSegments.Select(segment => segment.Id).ToList();
            await db.Set<Segment>().Where(segment => ids.Contains(segment.Id))
                .ExecuteUpdateAsync(row => row.SetProperty(segment => segment.Until, next), ct);
        }

        if (change.ClosedPaths.Count > 0)
        {
            var paths = change.ClosedPaths.ToList();
            await db.Set<PublishedFile>().Where(file => file.DistributionId == distribution && paths.Contains(file.Path) && file.Until == null)
                .ExecuteUpdateAsync(row => row.SetProperty(file => file.Until, next), ct);
        }

        if (change.RemovedEntries.Count > 0)
        {
            var numbers = change.RemovedEntries.Select(entry => entry.Number).ToList();
            await db.Set<IndexEntry>().Where(entry => entry.DistributionId == distribution && numbers.Contains(entry.Number)).ExecuteDeleteAsync(ct);
        }

        foreach (var yanked in change.Yanked)
        {
            await db.Set<Package>().Where(package => package.Id == yanked.Id).ExecuteUpdateAsync(
                row => row.SetProperty(package => package.YankedAt, yanked.YankedAt).SetProperty(package => package.YankedBy, yanked.YankedBy), ct);
        }
    }
}

/// <summary>The publication was built on one that is no longer the last.</summary>
sealed class PublicationRaceException(long distribution, long generation)
    : Exception($"Distribution {distribution} has a generation {generation} already.");
