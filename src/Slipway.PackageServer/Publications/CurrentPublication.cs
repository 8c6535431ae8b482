namespace Slipway.PackageServer.Publications;

/// <summary>What clients see now: one immutable value, replaced whole.</summary>
sealed class CurrentPublication(long generation, IReadOnlyCollection<PublishedFile> files)
{
    readonly Dictionary<string, PublishedFile> byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);

    public static CurrentPublication None { get; } = new(0, []);

    readonly Dictionary<string, PublishedFile> byHash = files.DistinctBy(file => file.Sha256, StringComparer.Ordinal)
        .ToDictionary(file => file.Sha256, StringComparer.Ordinal);

    public long Generation => generation;

    public IReadOnlyCollection<PublishedFile> Files => byPath.Values;

    public PublishedFile? Find(string path) => byPath.GetValueOrDefault(path);

    public PublishedFile? FindByHash(string sha256) => byHash.GetValueOrDefault(sha256);

    public CurrentPublication With(PublicationChange change) => new(
        change.Generation.Number, [.. byPath.Values.Where(file => !change.ClosedPaths.Contains(file.Path)), .. change.Files]);
}
