namespace Slipway.PackageServer.Publications;

/// <summary>Gives drafts their numbers and appends them to every index that lists them.</summary>
sealed class EntryAppender(PublicationState state, EntryReader entries)
{
    public async Task AppendAsync(IReadOnlyList<(EntryDraft Draft, IndexEntry Entry)> numbered, long generation, CancellationToken ct)
    {
        foreach (var kind in numbered.Where(pair => pair.Draft.Kind != IndexKind.Paths).GroupBy(pair => pair.Draft.Kind))
        {
            var rendered = kind.Select(pair =>
                (pair.Draft.Architecture, Entry: new RenderedEntry(pair.Entry.Number, IndexEntry.Render(kind.Key, pair.Draft.Key, pair.Draft.Plain)))).ToList();
            await AddMissingIndexesAsync(kind.Key, rendered.Select(pair => pair.Architecture).Distinct(StringComparer.Ordinal), generation, ct);
            foreach (var index in state.Indexes.Where(index => index.Key.Kind == kind.Key))
            {
                var shared = state.Layout.SharedBy(index.Key);
                var mine = rendered.Where(pair => pair.Architecture == index.Key.Architecture || pair.Architecture == shared)
                    .Select(pair => pair.Entry).ToList();
                index.Append(mine, generation);
            }
        }
    }

    public IndexEntry Number(EntryDraft draft) => new()
    {
        DistributionId = state.DistributionId,
        Number = state.NextNumber++,
        Kind = draft.Kind,
        Architecture = draft.Architecture,
        Key = draft.Key,
        Data = draft.Data,
    };

    /// <summary>An architecture's first package: its index starts with what all architectures list.</summary>
    async Task AddMissingIndexesAsync(IndexKind kind, IEnumerable<string> architectures, long generation, CancellationToken ct)
    {
        foreach (var key in architectures.Select(architecture => new IndexKey(kind, architecture)))
        {
            var shared = state.Layout.SharedBy(key);
            if (key.Architecture == shared || state.Find(key) is not null)
            {
                continue;
            }

            var index = state.Add(key);
            if (shared is not null)
            {
                index.Append(await entries.OfArchitectureAsync(state.DistributionId, kind, shared, ct), generation);
            }
        }
    }
}
