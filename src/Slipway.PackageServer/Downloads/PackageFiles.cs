using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Slipway.PackageServer.Distributions;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Publications;
using Slipway.PackageServer.Publications.Rpm;
using Slipway.PackageServer.Uploads;
using Slipway.Platform.Blobs;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Downloads;

/// <summary>Finds package files by distribution and name. A yanked package's file is not found, from that moment on.</summary>
sealed class PackageFiles(IDbContextFactory<SlipwayDb> databases, IBlobStore blobs) : IDisposable
{
    readonly MemoryCache found = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    public async Task<BlobDownload?> OpenAsync(DownloadPath.Package path, CancellationToken ct)
    {
        var key = (path.Line.DistributionId, path.Line.Current.Generation, path.Filename);
        if (!found.TryGetValue(key, out FoundFile? file))
        {
            file = await FindAsync(path, ct);
            using var entry = found.CreateEntry(key);
            (entry.Size, entry.Value, entry.SlidingExpiration) = (1, file, TimeSpan.FromMinutes(10));
        }

        if (file is null || (path.Folder is not null && !file.Folders.Contains(path.Folder)))
        {
            return null;
        }

        return blobs.Open(BlobId.Parse(file.Sha256)) is { } blob ? new BlobDownload(blob, file.Sha256, path.Filename, file.ModifiedAt) : null;
    }

    public void Dispose() => found.Dispose();

    async Task<FoundFile?> FindAsync(DownloadPath.Package path, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var id = path.Line.DistributionId;
        var live = db.Set<Package>().AsNoTracking().Where(package => package.DistributionId == id && package.YankedAt == null);
        if (await live.FirstOrDefaultAsync(package => package.Filename == path.Filename, ct) is { } row)
        {
            return new FoundFile(row.Sha256, Whole(row.CreatedAt), FoldersOf(path.Line, row));
        }

        var beside = await db.Set<SourceFileRow>().AsNoTracking().Where(file => file.DistributionId == id && file.Filename == path.Filename)
            .Join(live, file => file.PackageId, package => package.Id, (file, package) => new { file.Sha256, file.SourceName, package.CreatedAt })
            .ToListAsync(ct);
        return beside.Count == 0
            ? null
            : new FoundFile(
                beside[0].Sha256, Whole(beside[0].CreatedAt), beside.Select(file => PoolPath.OfDebian(path.Line.Distribution, file.SourceName)).ToHashSet(StringComparer.Ordinal));
    }

    static HashSet<string> FoldersOf(DistributionLine line, Package row) => line.Distribution.Format switch
    {
        DistributionFormat.Deb => [PoolPath.OfDebian(line.Distribution, row.Name)],
        _ when row.Architecture == BaseArchitecture.Shared =>
            [.. line.Current.Files.Select(file => $"{line.Distribution.Version}/{file.Path[..file.Path.IndexOf('/', StringComparison.Ordinal)]}/")],
        _ => [PoolPath.OfRpm(line.Distribution, row.Architecture)],
    };

    static DateTimeOffset Whole(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    sealed record FoundFile(string Sha256, DateTimeOffset ModifiedAt, IReadOnlySet<string> Folders);
}
