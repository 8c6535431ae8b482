using Slipway.PackageServer.Pool;

namespace Slipway.PackageServer.Publications;

/// <summary>Everything that one publication writes; all of it, or nothing.</summary>
sealed record PublicationChange(long DistributionId, Generation Generation, PublicationTimes Times)
{
    public List<Package> Packages { get; } = [];

    public List<IndexEntry> Entries { get; } = [];

    public List<IndexEntry> RemovedEntries { get; } = [];

    public List<Package> Yanked { get; } = [];

    public List<Segment> Segments { get; } = [];

    public List<Segment> ClosedSegments { get; } = [];

    public List<PublishedFile> Files { get; } = [];

    /// <summary>Paths whose files end with this generation.</summary>
    public HashSet<string> ClosedPaths { get; } = new(StringComparer.Ordinal);
}
