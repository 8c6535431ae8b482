using Microsoft.EntityFrameworkCore;

namespace Slipway.PackageServer.Publications;

/// <summary>Segments without their bytes.</summary>
static class SegmentFigures
{
    public static IQueryable<Segment> LiveFigures(this IQueryable<Segment> segments, long distribution) =>
        segments.AsNoTracking().Where(segment => segment.DistributionId == distribution && segment.Until == null).Figures();

    public static IQueryable<Segment> FiguresAt(this IQueryable<Segment> segments, long distribution, IndexKey index, long generation) =>
        segments.AsNoTracking().Where(segment =>
            segment.DistributionId == distribution && segment.Kind == index.Kind && segment.Architecture == index.Architecture
            && segment.Since <= generation && (segment.Until == null || segment.Until > generation))
            .OrderBy(segment => segment.First).Figures();

    static IQueryable<Segment> Figures(this IQueryable<Segment> segments) => segments.Select(segment => new Segment
    {
        Id = segment.Id,
        DistributionId = segment.DistributionId,
        Kind = segment.Kind,
        Architecture = segment.Architecture,
        First = segment.First,
        Last = segment.Last,
        Count = segment.Count,
        PlainLength = segment.PlainLength,
        Crc32 = segment.Crc32,
        DeflatedLength = segment.DeflatedLength,
        ZstdLength = segment.ZstdLength,
        Since = segment.Since,
        Until = segment.Until,
    });
}
