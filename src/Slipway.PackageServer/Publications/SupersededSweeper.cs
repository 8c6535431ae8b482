using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Blobs;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Publications;

/// <summary>
/// Removes what nobody can ask for any more: indexes that were superseded long enough ago, and blobs that no package has
/// (yanked long ago, or named just before a crash).
/// </summary>
sealed class SupersededSweeper(
    IDbContextFactory<SlipwayDb> databases, WriteGate gate, IBlobStore blobs, IOptions<PublicationOptions> options, TimeProvider time, ILogger<SupersededSweeper> log)
    : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>A blob without a row may be one whose row is being written.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                Log.SweepFailed(log, failure);
            }
        }
    }

    async Task SweepAsync(CancellationToken ct)
    {
        var cutoff = time.GetUtcNow() - options.Value.KeepSuperseded;
        var (files, segments) = (0, 0);
        foreach (var distribution in await DistributionsAsync(ct))
        {
            var removed = await gate.RunAsync(() => RemoveAsync(distribution, cutoff, ct), ct);
            (files, segments) = (files + removed.Files, segments + removed.Segments);
        }

        var unused = await blobs.SweepAsync((old, token) => UnusedAsync(old, cutoff, token), Grace, ct);
        if (files + segments + unused > 0)
        {
            Log.Swept(log, files, segments, unused);
        }
    }

    async Task<List<long>> DistributionsAsync(CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<RepositoryDistribution>().Select(row => row.Id).ToListAsync(ct);
    }

    async Task<(int Files, int Segments)> RemoveAsync(long distribution, DateTimeOffset cutoff, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var old = await db.Set<Generation>().Where(row => row.DistributionId == distribution && row.CreatedAt < cutoff).MaxAsync(row => (long?)row.Number, ct);
        if (old is not { } last)
        {
            return default;
        }

        var files = await db.Set<PublishedFile>().Where(file => file.DistributionId == distribution && file.Until <= last).ExecuteDeleteAsync(ct);
        var segments = await db.Set<Segment>().Where(segment => segment.DistributionId == distribution && segment.Until <= last).ExecuteDeleteAsync(ct);
        await db.Set<Generation>().Where(row => row.DistributionId == distribution && row.Number < last).ExecuteDeleteAsync(ct);
        return (files, segments);
    }

    async ValueTask<IReadOnlySet<BlobId>> UnusedAsync(IReadOnlyList<BlobId> asked, DateTimeOffset cutoff, CancellationToken ct)
    {
        var digests = asked.Select(id => id.Hex).ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        var kept = db.Set<Package>().Where(package => package.YankedAt == null || package.YankedAt > cutoff);
        var used = await kept.Where(package => digests.Contains(package.Sha256)).Select(package => package.Sha256)
            .Union(db.Set<SourceFileRow>().Where(file => digests.Contains(file.Sha256) && kept.Any(package => package.Id == file.PackageId)).Select(file => file.Sha256))
            .ToListAsync(ct);
        return asked.Except(used.Select(BlobId.Parse)).ToHashSet();
    }
}
