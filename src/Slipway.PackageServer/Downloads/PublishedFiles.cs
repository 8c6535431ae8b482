using Microsoft.EntityFrameworkCore;
using Slipway.PackageServer.Publications;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Downloads;

/// <summary>Finds files of publications, current ones in memory and superseded ones in the database.</summary>
sealed class PublishedFiles(IDbContextFactory<SlipwayDb> databases, SegmentReader segments)
{
    /// <summary>By its digest, whatever it was called: what apt asks for below <c>by-hash/</c>.</summary>
    public async Task<PublishedFile?> ByHashAsync(DistributionLine line, string sha256, CancellationToken ct)
    {
        if (line.Current.FindByHash(sha256) is { } current)
        {
            return current;
        }

        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<PublishedFile>().AsNoTracking()
            .FirstOrDefaultAsync(file => file.DistributionId == line.DistributionId && file.Sha256 == sha256, ct);
    }

    /// <summary>By a path that has a digest in it, so that it names the same bytes for ever.</summary>
    public async Task<PublishedFile?> SupersededAsync(DistributionLine line, string path, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await db.Set<PublishedFile>().AsNoTracking()
            .FirstOrDefaultAsync(file => file.DistributionId == line.DistributionId && file.Path == path && file.Kind != null, ct);
    }

    public async Task<IDownload> OpenAsync(DistributionLine line, PublishedFile file, bool immutable, CancellationToken ct)
    {
        if (file.Document is not null)
        {
            return new DocumentDownload(file);
        }

        await using var db = await databases.CreateDbContextAsync(ct);
        var index = new IndexKey(file.Kind!.Value, file.Architecture!);
        var figures = await db.Set<Segment>().FiguresAt(line.DistributionId, index, file.Since).ToListAsync(ct);
        return new IndexDownload(file, line.Layout.FormatOf(index.Kind), figures, segments, immutable);
    }
}
