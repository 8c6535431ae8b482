namespace Slipway.PackageServer.Publications;

/// <summary>Takes entries out of every index that lists them: the segment that covers each is made anew from what is left.</summary>
sealed class EntryRemover(PublicationState state, EntryReader entries)
{
    public async Task RemoveAsync(IReadOnlyCollection<IndexEntry> removed, long generation, CancellationToken ct)
    {
        var gone = removed.Select(entry => entry.Number).ToHashSet();
        foreach (var index in state.Indexes)
        {
            var shared = state.Layout.SharedBy(index.Key);
            var numbers = removed
                .Where(entry => entry.Kind == index.Key.Kind && (entry.Architecture == index.Key.Architecture || entry.Architecture == shared))
                .Select(entry => entry.Number);

            // From the end, so that places before stay where they are.
            foreach (var place in numbers.Select(index.Find).Where(place => place >= 0).Distinct().OrderDescending().ToList())
            {
                var left = await entries.OfSegmentAsync(index.Segments[place], shared, ct);
                index.Rewrite(place, left.Where(entry => !gone.Contains(entry.Number)).ToList(), generation);
            }
        }
    }
}
