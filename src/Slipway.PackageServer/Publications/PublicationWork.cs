using Microsoft.EntityFrameworkCore;
using Slipway.PackageServer.Pool;
using Slipway.PackageServer.Signing;
using Slipway.Platform.Blobs;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Publications;

/// <summary>
/// One publication: pushes or a yank go in, the change that makes the next generation comes out. Nothing outside is touched before
/// <see cref="PublicationWriter"/> commits it, but that blobs get their names.
/// </summary>
sealed class PublicationWork(
    IDbContextFactory<SlipwayDb> databases, IBlobStore blobs, EntryReader entries, SegmentReader segments, PublicationClock clock, KeyRing keys, TimeProvider time)
{
    /// <summary>Decides each push; a change is given when at least one brings something new.</summary>
    public async Task<(PublicationChange? Change, IReadOnlyList<PushOutcome> Outcomes)> PushAsync(
        PublicationState state, IReadOnlyList<PushCommand> pushes, long signingKey, CancellationToken ct)
    {
        var plan = new PushPlan(databases, state.DistributionId);
        await plan.LoadAsync(pushes, ct);
        var outcomes = pushes.Select(push => plan.Decide(push.Package.Row) ?? new PushOutcome.Created(push.Package.Row)).ToList();
        var accepted = pushes.Zip(outcomes).Where(pair => pair.Second is PushOutcome.Created).Select(pair => pair.First.Package).ToList();
        if (accepted.Count == 0)
        {
            return (null, outcomes);
        }

        // Waits for the disk while the indexes are made.
        var named = Task.Run(() => blobs.CommitAsync([.. accepted.SelectMany(package => package.Blobs)], ct).AsTask(), ct);
        var change = Begin(state);
        var contents = new ContentsChange(databases, state.DistributionId);
        await contents.AddAsync(accepted.SelectMany(package => package.Entries).Where(draft => draft.Kind == IndexKind.Contents), ct);
        var appender = new EntryAppender(state, entries);
        var numbered = new List<(EntryDraft, IndexEntry)>();
        foreach (var package in accepted)
        {
            var own = package.Entries.Where(draft => draft.Kind != IndexKind.Contents).Select(draft => (draft, appender.Number(draft))).ToList();
            numbered.AddRange(own);
            package.Row.PublishIn(state.DistributionId, change.Generation.Number, own.Select(pair => pair.Item2));
            change.Packages.Add(package.Row);
        }

        await ChangeContentsAsync(state, change, contents, appender, numbered, ct);
        var finished = await FinishAsync(state, change, signingKey, ct);
        await named;
        return (finished, outcomes);
    }

    /// <summary>A change is given when there is such a package.</summary>
    public async Task<(PublicationChange? Change, YankOutcome Outcome)> YankAsync(
        PublicationState state, YankCommand yank, long signingKey, CancellationToken ct)
    {
        await using var db = await databases.CreateDbContextAsync(ct);
        var package = await db.Set<Package>().AsNoTracking().Include(row => row.Entries).SingleOrDefaultAsync(
            row => row.DistributionId == state.DistributionId && row.Filename == yank.Filename && row.YankedAt == null, ct);
        if (package is null)
        {
            return (null, new YankOutcome.NotFound());
        }

        var change = Begin(state);
        (package.YankedAt, package.YankedBy) = (time.GetUtcNow(), yank.By);
        change.Yanked.Add(package);
        change.RemovedEntries.AddRange(package.Entries);
        var contents = new ContentsChange(databases, state.DistributionId);
        foreach (var paths in package.Entries.Where(entry => entry.Kind == IndexKind.Paths))
        {
            await contents.RemoveAsync(paths, ct);
        }

        await new EntryRemover(state, entries).RemoveAsync(package.Entries, change.Generation.Number, ct);
        await ChangeContentsAsync(state, change, contents, new EntryAppender(state, entries), [], ct);
        return (await FinishAsync(state, change, signingKey, ct), new YankOutcome.Yanked(package, change.Generation.Number));
    }

    public Task<PublicationChange> RefreshAsync(PublicationState state, long signingKey, CancellationToken ct) =>
        FinishAsync(state, Begin(state), signingKey, ct, everything: true);

    /// <summary>Work that the next publication will likely need; ends when somebody waits.</summary>
    public async Task WorkAheadAsync(PublicationState state, Func<bool> somebodyWaits)
    {
        foreach (var index in state.Indexes.TakeWhile(_ => !somebodyWaits()))
        {
            await index.Digests.WorkAheadAsync(index.Segments, segments, somebodyWaits, CancellationToken.None);
        }
    }

    PublicationChange Begin(PublicationState state)
    {
        var times = clock.Next(state);
        return new(state.DistributionId, new Generation { DistributionId = state.DistributionId, Number = state.Generation + 1, CreatedAt = times.Date }, times);
    }

    async Task ChangeContentsAsync(
        PublicationState state, PublicationChange change, ContentsChange contents, EntryAppender appender, List<(EntryDraft, IndexEntry)> numbered, CancellationToken ct)
    {
        await new EntryRemover(state, entries).RemoveAsync(contents.Removed, change.Generation.Number, ct);
        change.RemovedEntries.AddRange(contents.Removed);
        foreach (var draft in contents.Added)
        {
            var entry = appender.Number(draft);
            numbered.Add((draft, entry));
            change.Entries.Add(entry);
        }

        await appender.AppendAsync(numbered, change.Generation.Number, ct);
    }

    /// <summary>Digests, documents, signatures.</summary>
    async Task<PublicationChange> FinishAsync(PublicationState state, PublicationChange change, long signingKey, CancellationToken ct, bool everything = false)
    {
        var generation = change.Generation.Number;
        var (date, validUntil, modifiedAt) = change.Times;
        var changed = new List<IndexKey>();
        foreach (var index in state.Indexes.Where(index => index.Changed || index.Forms.Count == 0))
        {
            changed.Add(index.Key);
            change.ClosedPaths.UnionWith(index.Forms.Select(form => state.Layout.PathOf(index.Key, form)));
            index.Forms = await index.Digests.ComputeAsync(index.Segments, segments, ct);
            change.Files.AddRange(index.Forms.Select(form => FileOf(state, index.Key, form, generation, modifiedAt)));
            var (added, closed) = index.TakeChanges();
            change.Segments.AddRange(added);
            change.ClosedSegments.AddRange(closed);
        }

        var stamp = new PublicationStamp(generation, date, validUntil, await keys.OpenAsync(signingKey, ct));
        foreach (var document in state.Layout.Documents(state, everything ? null : changed, stamp))
        {
            change.ClosedPaths.Add(document.Path);
            change.Files.Add(FileOf(state, document, generation, modifiedAt));
        }

        (state.Generation, state.Date, state.ModifiedAt) = (generation, date, modifiedAt);
        return change;
    }

    static PublishedFile FileOf(PublicationState state, IndexKey index, IndexForm form, long generation, DateTimeOffset modifiedAt) => new()
    {
        DistributionId = state.DistributionId,
        Path = state.Layout.PathOf(index, form),
        Since = generation,
        ModifiedAt = modifiedAt,
        Size = form.Size,
        Sha256 = form.Sha256,
        Kind = index.Kind,
        Architecture = index.Architecture,
        Compression = form.Compression,
    };

    static PublishedFile FileOf(PublicationState state, SignedDocument document, long generation, DateTimeOffset modifiedAt) => new()
    {
        DistributionId = state.DistributionId,
        Path = document.Path,
        Since = generation,
        ModifiedAt = modifiedAt,
        Size = document.Bytes.Length,
        Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(document.Bytes)),
        Document = document.Bytes,
    };
}
