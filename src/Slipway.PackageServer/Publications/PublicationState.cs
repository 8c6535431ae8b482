using Slipway.PackageServer.Distributions;

namespace Slipway.PackageServer.Publications;

/// <summary>
/// A distribution's publication while it is worked on, by its one publisher. What could not be saved is thrown away with the whole
/// state and loaded again.
/// </summary>
sealed class PublicationState(
    long distributionId, string repository, KnownDistribution distribution, IPublicationLayout layout, IEnumerable<IndexState> indexes)
{
    readonly Dictionary<IndexKey, IndexState> indexes = indexes.ToDictionary(index => index.Key);

    public long DistributionId => distributionId;

    /// <summary><c>owner/name</c></summary>
    public string Repository => repository;

    public KnownDistribution Distribution => distribution;

    public IPublicationLayout Layout => layout;

    public long Generation { get; set; }

    /// <summary>Of the last publication; the next one's is never earlier, or apt would ignore it.</summary>
    public DateTimeOffset Date { get; set; }

    /// <summary>
    /// Of the files last changed, in whole seconds; the next ones' is later, so that a client's If-Modified-Since never takes one for another.
    /// </summary>
    public DateTimeOffset ModifiedAt { get; set; }

    /// <summary>The number that the next entry gets.</summary>
    public long NextNumber { get; set; } = 1;

    public IReadOnlyCollection<IndexState> Indexes => indexes.Values;

    public IndexState? Find(IndexKey key) => indexes.GetValueOrDefault(key);

    public IndexState Add(IndexKey key)
    {
        var made = new IndexState(distributionId, key, layout.FormatOf(key.Kind), []);
        indexes.Add(key, made);
        return made;
    }
}
