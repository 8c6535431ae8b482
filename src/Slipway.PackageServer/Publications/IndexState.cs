namespace Slipway.PackageServer.Publications;

/// <summary>
/// An index while it is worked on: its segments in order. Appending touches the tail only. The tail's sizes fall geometrically: a new
/// segment takes in its left neighbours that are not larger, so an entry is compressed again O(log n) times, then never.
/// </summary>
sealed class IndexState(long distribution, IndexKey key, IndexFormat format, IEnumerable<Segment> segments)
{
    readonly List<Segment> segments = [.. segments];
    readonly SegmentBuilder builder = new(distribution, key, format);
    readonly List<Segment> added = [];
    readonly List<Segment> closed = [];

    public IndexKey Key => key;

    public IndexFormat Format => format;

    public IReadOnlyList<Segment> Segments => segments;

    public IndexDigests Digests { get; } = new(format);

    /// <summary>The forms as last computed.</summary>
    public IReadOnlyList<IndexForm> Forms { get; set; } = [];

    public bool Changed { get; private set; }

    public void Append(IReadOnlyList<RenderedEntry> entries, long generation)
    {
        foreach (var built in builder.Build(entries, generation))
        {
            var next = built;
            while (segments is [.., { IsOpen: true } left] && left.PlainLength <= next.PlainLength)
            {
                Close(segments.Count - 1);
                next = builder.Merge(left, next, generation);
            }

            Insert(segments.Count, next);
        }
    }

    /// <summary>The place of the segment that covers the number, or -1.</summary>
    public int Find(long number)
    {
        var (low, high) = (0, segments.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (number < segments[middle].First)
            {
                high = middle - 1;
            }
            else if (number > segments[middle].Last)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }

    /// <summary>Makes one segment anew from the entries that are left of it; none left, and it is gone.</summary>
    public void Rewrite(int place, IReadOnlyList<RenderedEntry> left, long generation)
    {
        Close(place);
        foreach (var built in builder.Build(left, generation))
        {
            // What was sealed stays so: an old, small segment in the middle is no tail to be merged into.
            built.IsOpen &= place == segments.Count;
            Insert(place++, built);
        }

        Changed = true;
    }

    /// <summary>What the database must hold of this change; both lists are taken once.</summary>
    public (IReadOnlyList<Segment> Added, IReadOnlyList<Segment> Closed) TakeChanges()
    {
        var changes = (added.ToList(), closed.Where(segment => segment.Id != 0).ToList());
        added.Clear();
        closed.Clear();
        Changed = false;
        return changes;
    }

    void Close(int place)
    {
        var segment = segments[place];
        segments.RemoveAt(place);
        Digests.ChangedFrom(place);
        if (!added.Remove(segment))
        {
            closed.Add(segment);
        }
    }

    void Insert(int place, Segment segment)
    {
        segments.Insert(place, segment);
        added.Add(segment);
        Digests.ChangedFrom(place);
        Changed = true;
    }
}
