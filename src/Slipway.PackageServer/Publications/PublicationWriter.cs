using Microsoft.EntityFrameworkCore;
using Slipway.PackageServer.Pool;
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
            db.ChangeTracker.AutoDetectChangesEnabled = false;
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
            db.Add(change.Generation);
            db.AddRange(change.Packages);
            db.AddRange(change.Entries);
            db.AddRange(change.Segments);
            db.AddRange(change.Files);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return next;
        },
        ct);

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
