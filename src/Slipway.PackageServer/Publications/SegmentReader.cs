using System.IO.Compression;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Caching.Memory;
using Slipway.Formats.Compression;
using Slipway.Platform.Database;

namespace Slipway.PackageServer.Publications;

/// <summary>The bytes of segments, from memory where they are, else from the database, many in one query.</summary>
sealed class SegmentReader(IDbContextFactory<SlipwayDb> databases) : IDisposable
{
    const int AtOnce = 64;
    const long CacheBytes = 24 << 20;

    readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = CacheBytes });

    public async IAsyncEnumerable<(Segment Segment, ReadOnlyMemory<byte> Bytes)> ReadAsync(
        IEnumerable<Segment> segments, Compression compression, [EnumeratorCancellation] CancellationToken ct)
    {
        var stored = compression == Compression.None ? Compression.Gzip : compression;
        foreach (var chunk in segments.Chunk(AtOnce))
        {
            if (compression == Compression.None && chunk.All(segment => segment.Plain is not null))
            {
                foreach (var segment in chunk)
                {
                    yield return (segment, segment.Plain);
                }

                continue;
            }

            var bytes = await LoadAsync(chunk, stored, ct);
            for (var i = 0; i < chunk.Length; i++)
            {
                yield return (chunk[i], compression == Compression.None ? Inflate(bytes[i], chunk[i]) : bytes[i]);
            }
        }
    }

    /// <summary>
    /// What was just written is likely read next; a stored segment no longer needs to hold its bytes itself. An open one does: it is soon
    /// merged away, and would only take the place of one that stays.
    /// </summary>
    public void Keep(Segment segment)
    {
        if (segment.IsOpen)
        {
            return;
        }

        Keep(segment.Id, Compression.Gzip, segment.Deflated);
        Keep(segment.Id, Compression.Zstd, segment.Zstd);
        (segment.Deflated, segment.Zstd, segment.Plain) = ([], [], null);
    }

    public void Dispose() => cache.Dispose();

    async Task<byte[][]> LoadAsync(Segment[] chunk, Compression stored, CancellationToken ct)
    {
        var bytes = chunk.Select(segment => InMemory(segment, stored)).ToArray();
        var missing = chunk.Where((_, i) => bytes[i] is null).Select(segment => segment.Id).ToList();
        if (missing.Count > 0)
        {
            await using var db = await databases.CreateDbContextAsync(ct);
            var rows = db.Set<Segment>().Where(segment => missing.Contains(segment.Id));
            var loaded = stored == Compression.Zstd
                ? await rows.Select(row => new { row.Id, Bytes = row.Zstd }).ToDictionaryAsync(row => row.Id, row => row.Bytes, ct)
                : await rows.Select(row => new { row.Id, Bytes = row.Deflated }).ToDictionaryAsync(row => row.Id, row => row.Bytes, ct);
            for (var i = 0; i < chunk.Length; i++)
            {
                bytes[i] ??= Keep(chunk[i].Id, stored, loaded[chunk[i].Id]);
            }
        }

        return bytes!;
    }

    byte[]? InMemory(Segment segment, Compression stored)
    {
        var own = stored == Compression.Zstd ? segment.Zstd : segment.Deflated;
        return own.Length > 0 ? own : cache.Get<byte[]>((segment.Id, stored));
    }

    byte[] Keep(long id, Compression stored, byte[] bytes)
    {
        if (bytes.Length > 0)
        {
            using var entry = cache.CreateEntry((id, stored));
            entry.Size = bytes.Length;
            entry.Value = bytes;
        }

        return bytes;
    }

    static ReadOnlyMemory<byte> Inflate(byte[] deflated, Segment segment)
    {
        var plain = new byte[segment.PlainLength];
        using var inflate = new DeflateStream(new MemoryStream(deflated), CompressionMode.Decompress);
        inflate.ReadExactly(plain);
        return plain;
    }
}
