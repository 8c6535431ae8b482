using System.IO.Pipelines;
using Slipway.PackageServer.Publications;

namespace Slipway.PackageServer.Downloads;

/// <summary>An index, put together from its segments while it is sent.</summary>
sealed class IndexDownload(PublishedFile file, IndexFormat format, IReadOnlyList<Segment> segments, SegmentReader reader, bool immutable) : IDownload
{
    public long Length => file.Size;

    public string ETag { get; } = $"\"{file.Sha256}\"";

    public DateTimeOffset ModifiedAt => file.ModifiedAt;

    public string ContentType { get; } = ContentTypes.Of(file.Path);

    public bool Immutable => immutable;

    public async Task SendAsync(PipeWriter output, long from, long count, CancellationToken ct)
    {
        var pieces = new IndexPieces(format, file.Compression, segments.Sum(segment => (long)segment.Count));
        var window = new Window(output, from, count);
        var end = segments.Aggregate(pieces.Start, (crc, segment) => crc.Then(segment));
        await window.SendAsync(pieces.First, ct);

        // Segments before the window are passed over without being read.
        var wanted = segments.SkipWhile(segment => window.Passes(file.Compression == Compression.None ? segment.PlainLength : segment.LengthOf(file.Compression)));
        await foreach (var (_, bytes) in reader.ReadAsync(wanted, file.Compression, ct))
        {
            await window.SendAsync(bytes, ct);
            if (window.IsDone)
            {
                return;
            }
        }

        await window.SendAsync(pieces.Last(end), ct);
    }

    /// <summary>The part of a stream of pieces that is to be sent.</summary>
    sealed class Window(PipeWriter output, long skip, long left)
    {
        public bool IsDone => left <= 0;

        /// <summary>The next piece lies wholly before the window.</summary>
        public bool Passes(long length)
        {
            var passes = skip >= length;
            skip -= passes ? length : 0;
            return passes;
        }

        public async Task SendAsync(ReadOnlyMemory<byte> piece, CancellationToken ct)
        {
            if (Passes(piece.Length) || left <= 0)
            {
                return;
            }

            var part = piece[(int)skip..];
            part = part[..(int)Math.Min(part.Length, left)];
            (skip, left) = (0, left - part.Length);
            await output.WriteAsync(part, ct);
        }
    }
}
