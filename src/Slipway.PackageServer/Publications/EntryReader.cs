using Microsoft.EntityFrameworkCore;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Publications;

/// <summary>Reads stored entries, rendered, in the order of their numbers.</summary>
sealed class EntryReader(IDbContextFactory<SlipwayDb> databases)
{
    /// <summary>All of one architecture; only asked for when an architecture is new to a distribution.</summary>
    public async Task<IReadOnlyList<RenderedEntry>> OfArchitectureAsync(long distribution, IndexKind kind, string architecture, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await RenderAsync(
            db.Set<IndexEntry>().Where(entry => entry.DistributionId == distribution && entry.Kind == kind && entry.Architecture == architecture), ct);
    }

    /// <summary>What a segment of an index covers, as it is stored now.</summary>
    public async Task<IReadOnlyList<RenderedEntry>> OfSegmentAsync(Segment segment, string? shared, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        return await RenderAsync(
            db.Set<IndexEntry>().Where(entry =>
                entry.DistributionId == segment.DistributionId && entry.Kind == segment.Kind
                && entry.Number >= segment.First && entry.Number <= segment.Last
                && (entry.Architecture == segment.Architecture || entry.Architecture == shared)),
            ct);
    }

    static async Task<IReadOnlyList<RenderedEntry>> RenderAsync(IQueryable<IndexEntry> entries, CancellationToken ct)
    {
        var rendered = new List<RenderedEntry>();
        await foreach (var entry in entries.AsNoTracking().OrderBy(entry => entry.Number).AsAsyncEnumerable().WithCancellation(ct))
        {
            rendered.Add(new RenderedEntry(entry.Number, entry.Render()));
        }

        return rendered;
    }
}
