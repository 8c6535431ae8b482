using Microsoft.EntityFrameworkCore;
using Slipway.Formats.Compression;
using Slipway.Formats.Debian;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Publications;

/// <summary>
/// Contents lists each path once under a package's name, whatever the number of versions: an entry holds the paths of all versions
/// together, and is replaced when they change. Costs the paths of that one name.
/// </summary>
sealed class ContentsChange(IDbContextFactory<SlipwayDb> databases, long distribution)
{
    public List<IndexEntry> Removed { get; } = [];

    public List<EntryDraft> Added { get; } = [];

    /// <param name="drafts">Contents entries of new packages, as if each were alone.</param>
    public async Task AddAsync(IEnumerable<EntryDraft> drafts, CancellationToken ct)
    {
        var groups = drafts.GroupBy(draft => (draft.Key, draft.Architecture)).ToList();
        if (groups.Count == 0)
        {
            return;
        }

        var keys = groups.Select(group => group.Key.Key).ToList();
        await using var db = await databases.CreateDbContextAsync(ct);
        var stored = await db.Set<IndexEntry>().AsNoTracking()
            .Where(entry => entry.DistributionId == distribution && entry.Kind == IndexKind.Contents && keys.Contains(entry.Key))
            .ToDictionaryAsync(entry => (entry.Key, entry.Architecture), ct);
        foreach (var group in groups)
        {
            if (group.Count() == 1 && !stored.ContainsKey(group.Key))
            {
                Added.Add(group.First());
                continue;
            }

            var fresh = group.Select(draft => PathSet.Parse(draft.Plain)).Aggregate((left, right) => left.Union(right));
            Replace(stored.GetValueOrDefault(group.Key), group.First(), old => old is null ? fresh : old.Union(fresh));
        }
    }

    /// <summary>One package goes; the paths that another version of it has stay.</summary>
    public async Task RemoveAsync(IndexEntry paths, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var named = await db.Set<IndexEntry>().AsNoTracking()
            .Where(entry => entry.DistributionId == distribution && entry.Key == paths.Key && entry.Architecture == paths.Architecture)
            .ToListAsync(ct);
        if (named.SingleOrDefault(entry => entry.Kind == IndexKind.Contents) is not { } block)
        {
            return;
        }

        var left = named.Where(entry => entry.Kind == IndexKind.Paths && entry.Number != paths.Number)
            .Select(entry => PathSet.Parse(ZstdFrames.Decompress(entry.Data)))
            .Aggregate(PathSet.Parse(default), (all, one) => all.Union(one));
        Replace(block, new EntryDraft(IndexKind.Contents, paths.Architecture, paths.Key, []), _ => left);
    }

    void Replace(IndexEntry? stored, EntryDraft like, Func<PathSet?, PathSet> change)
    {
        var old = stored is null ? null : PathSet.Parse(ZstdFrames.Decompress(stored.Data));
        var paths = change(old);
        if (old is not null && old.Bytes.Span.SequenceEqual(paths.Bytes.Span))
        {
            return;
        }

        if (stored is not null)
        {
            Removed.Add(stored);
        }

        if (paths.Count > 0)
        {
            Added.Add(new EntryDraft(like.Kind, like.Architecture, like.Key, paths.Bytes.ToArray()));
        }
    }
}
