using System.IO.Compression;

namespace Slipway.Formats.Compression;

/// <summary>
/// gzip, RFC 1952. The base library's GZipStream ends silently on truncated data and on trailing garbage, so a member of
/// our own is appended to the source: only when everything before it was whole does its content come out as the last bytes.
/// </summary>
internal sealed class GunzipStream(CountingStream source) : ForwardStream
{
    static readonly byte[] EndMark = "\u0001slipway:gzip:end"u8.ToArray();

    readonly GZipStream _gzip = new(new WithEndMark(source), CompressionMode.Decompress);
    readonly byte[] _held = new byte[EndMark.Length];
    int _heldCount;
    bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty) return 0;
        while (!_ended)
        {
            var read = await InflateAsync(buffer, cancellationToken);
            if (read == 0)
            {
                if (source.Count == 0 || _heldCount < EndMark.Length || !_held.AsSpan().SequenceEqual(EndMark)) throw Malformed.Truncated();
                _ended = true;
                return 0;
            }

            var ready = Delay(buffer.Span, read);
            if (ready > 0) return ready;
        }

        return 0;
    }

    async ValueTask<int> InflateAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _gzip.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException damaged)
        {
            throw Malformed.Corrupt(damaged.Message.TrimEnd('.'), damaged);
        }
    }

    /// <summary>Puts out what was held first, and holds back the newest bytes in its place: they may be the mark.</summary>
    int Delay(Span<byte> buffer, int read)
    {
        var total = _heldCount + read;
        var keep = Math.Min(EndMark.Length, total);
        var ready = total - keep;
        Span<byte> newest = stackalloc byte[EndMark.Length];
        for (var i = 0; i < keep; i++)
        {
            var at = ready + i;
            newest[i] = at < _heldCount ? _held[at] : buffer[at - _heldCount];
        }

        if (ready > 0)
        {
            var fromHeld = Math.Min(_heldCount, ready);
            buffer[..(ready - fromHeld)].CopyTo(buffer[fromHeld..]);
            _held.AsSpan(0, fromHeld).CopyTo(buffer);
        }

        newest[..keep].CopyTo(_held);
        _heldCount = keep;
        return ready;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _gzip.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The source, then one more gzip member that holds the mark.</summary>
    sealed class WithEndMark(Stream source) : ForwardStream
    {
        static readonly byte[] Member = Compress();

        int _given = -1;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given < 0)
            {
                var read = await source.ReadAsync(buffer, cancellationToken);
                if (read > 0 || buffer.IsEmpty) return read;
                _given = 0;
            }

            var count = Math.Min(buffer.Length, Member.Length - _given);
            Member.AsSpan(_given, count).CopyTo(buffer.Span);
            _given += count;
            return count;
        }

        static byte[] Compress()
        {
            var bytes = new MemoryStream();
            using (var gzip = new GZipStream(bytes, CompressionLevel.NoCompression)) gzip.Write(EndMark);
            return bytes.ToArray();
        }
    }
}
