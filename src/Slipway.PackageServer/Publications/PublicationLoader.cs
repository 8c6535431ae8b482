using Microsoft.EntityFrameworkCore;
using Slipway.PackageServer.Repositories;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Publications;

/// <summary>Loads a distribution's publication for work: the figures of its segments, not their bytes, but for the open tail.</summary>
sealed class PublicationLoader(IDbContextFactory<SlipwayDb> databases, EntryReader entries)
{
    public async Task<PublicationState> LoadAsync(DistributionLine line, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var id = line.DistributionId;
        var generation = await db.Set<RepositoryDistribution>().Where(row => row.Id == id).Select(row => row.Generation).SingleAsync(ct);
        var segments = await db.Set<Segment>().LiveFigures(id).ToListAsync(ct);
        var files = await db.Set<PublishedFile>().AsNoTracking().Where(file => file.DistributionId == id && file.Until == null).ToListAsync(ct);
        var keys = line.Layout.Initial.Union(segments.Select(segment => segment.Index)).Union(files.Where(file => file.Kind is not null).Select(KeyOf));
        var byKey = segments.ToLookup(segment => segment.Index);
        var indexes = new List<IndexState>();
        foreach (var key in keys)
        {
            var own = byKey[key].OrderBy(segment => segment.First).ToList();
            await OpenTailAsync(own, line.Layout.SharedBy(key), ct);
            indexes.Add(new IndexState(id, key, line.Layout.FormatOf(key.Kind), own) { Forms = FormsOf(key, files, own, line.Layout) });
        }

        return new PublicationState(id, line.Repository, line.Distribution, line.Layout, indexes)
        {
            Generation = generation,
            Date = await db.Set<Generation>().Where(row => row.DistributionId == id && row.Number == generation)
                .Select(row => (DateTimeOffset?)row.CreatedAt).SingleOrDefaultAsync(ct) ?? DateTimeOffset.UnixEpoch,
            ModifiedAt = files.Count > 0 ? files.Max(file => file.ModifiedAt) : DateTimeOffset.UnixEpoch,
            NextNumber = 1 + (await db.Set<IndexEntry>().Where(entry => entry.DistributionId == id).MaxAsync(entry => (long?)entry.Number, ct) ?? 0),
        };
    }

    /// <summary>The segments at the end that are not sealed may be merged with what comes next, so their plain bytes are needed.</summary>
    async Task OpenTailAsync(List<Segment> segments, string? shared, CancellationToken ct)
    {
        for (var i = segments.Count - 1; i >= 0 && segments[i].PlainLength < SegmentBuilder.Sealed; i--)
        {
            segments[i].IsOpen = true;
            segments[i].Plain = [.. (await entries.OfSegmentAsync(segments[i], shared, ct)).SelectMany(entry => entry.Plain.ToArray())];
        }
    }

    static IReadOnlyList<IndexForm> FormsOf(IndexKey key, List<PublishedFile> files, List<Segment> segments, IPublicationLayout layout)
    {
        var format = layout.FormatOf(key.Kind);
        var plainSize = format.Header(segments.Sum(segment => (long)segment.Count)).Length + segments.Sum(segment => segment.PlainLength) + format.Footer.Length;
        return [.. format.Listed.SelectMany(
            compression => files.Where(file => file.Kind is not null && KeyOf(file) == key && file.Compression == compression),
            (compression, file) => new IndexForm(compression, file.Sha256, file.Size, plainSize))];
    }

    static IndexKey KeyOf(PublishedFile file) => new(file.Kind!.Value, file.Architecture!);
}
