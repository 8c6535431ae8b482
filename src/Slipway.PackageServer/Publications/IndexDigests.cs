using System.Security.Cryptography;

namespace Slipway.PackageServer.Publications;

/// <summary>
/// The digests of an index in its forms. The hash state at the end of the sealed segments is carried over from one publication to the
/// next, so an appended entry costs the hash of the tail. A header that counts changes the first byte that is hashed: for such an index
/// the state of the likeliest next publication, one entry more, is worked on while nobody waits.
/// </summary>
sealed class IndexDigests(IndexFormat format)
{
    readonly Dictionary<Compression, Prefix> prefixes = [];

    // The number of entries in the header that the states began with; 0 where there is none.
    long counted;

    /// <summary>Hash states that cover a changed segment are of no more use.</summary>
    public void ChangedFrom(int place)
    {
        foreach (var (compression, prefix) in prefixes.ToList())
        {
            if (place < prefix.Covered)
            {
                prefix.Dispose();
                prefixes.Remove(compression);
            }
        }
    }

    public async Task<IReadOnlyList<IndexForm>> ComputeAsync(IReadOnlyList<Segment> segments, SegmentReader reader, CancellationToken ct)
    {
        BeginWith(format.HasHeader ? CountOf(segments) : 0);
        var forms = new List<IndexForm>(format.Listed.Count);
        foreach (var compression in format.Listed)
        {
            var prefix = await CoverSealedAsync(compression, segments, reader, () => false, ct);
            using var whole = prefix.Clone();
            await whole.CoverAsync(segments, segments.Count, compression, reader, () => false, ct);
            forms.Add(whole.Finish(compression));
        }

        return forms;
    }

    /// <summary>Works ahead until somebody waits; what was done by then is not lost.</summary>
    public async Task WorkAheadAsync(IReadOnlyList<Segment> segments, SegmentReader reader, Func<bool> somebodyWaits, CancellationToken ct)
    {
        if (format.HasHeader)
        {
            BeginWith(CountOf(segments) + 1);
            foreach (var compression in format.Listed)
            {
                await CoverSealedAsync(compression, segments, reader, somebodyWaits, ct);
            }
        }
    }

    static long CountOf(IReadOnlyList<Segment> segments) => segments.Sum(segment => (long)segment.Count);

    void BeginWith(long count)
    {
        if (counted != count)
        {
            ChangedFrom(-1);
            counted = count;
        }
    }

    async Task<Prefix> CoverSealedAsync(
        Compression compression, IReadOnlyList<Segment> segments, SegmentReader reader, Func<bool> enough, CancellationToken ct)
    {
        if (!prefixes.TryGetValue(compression, out var prefix))
        {
            prefixes[compression] = prefix = Prefix.Of(new IndexPieces(format, compression, counted));
        }

        await prefix.CoverAsync(segments, segments.TakeWhile(segment => !segment.IsOpen).Count(), compression, reader, enough, ct);
        return prefix;
    }

    sealed class Prefix(IndexPieces pieces, IncrementalHash hash, RunningCrc crc, long size, int covered) : IDisposable
    {
        public int Covered => covered;

        public static Prefix Of(IndexPieces pieces)
        {
            var first = pieces.First;
            var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(first);
            return new Prefix(pieces, hash, pieces.Start, first.Length, 0);
        }

        public Prefix Clone() => new(pieces, hash.Clone(), crc, size, covered);

        /// <summary>Goes on to segment <paramref name="end"/>, or to where it is enough.</summary>
        public async Task CoverAsync(
            IReadOnlyList<Segment> segments, int end, Compression compression, SegmentReader reader, Func<bool> enough, CancellationToken ct)
        {
            await foreach (var (segment, bytes) in reader.ReadAsync(segments.Skip(covered).Take(end - covered), compression, ct))
            {
                if (enough())
                {
                    return;
                }

                hash.AppendData(bytes.Span);
                size += bytes.Length;
                crc = crc.Then(segment);
                covered++;
            }
        }

        public IndexForm Finish(Compression compression)
        {
            var last = pieces.Last(crc);
            hash.AppendData(last);
            return new IndexForm(
                compression, Convert.ToHexStringLower(hash.GetHashAndReset()), size + last.Length, crc.Length + pieces.FooterLength);
        }

        public void Dispose() => hash.Dispose();
    }
}
