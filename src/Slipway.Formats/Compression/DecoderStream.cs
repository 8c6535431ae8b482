using System.Buffers;

namespace Slipway.Formats.Compression;

/// <summary>Feeds a decoder from a source, through one pooled buffer.</summary>
internal sealed class DecoderStream(Stream source, IStreamDecoder decoder) : ForwardStream
{
    byte[]? _input = ArrayPool<byte>.Shared.Rent(64 * 1024);
    int _start;
    int _end;
    bool _sourceEnded;
    bool _ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_input is null, this);
        if (buffer.IsEmpty) return 0;
        while (!_ended)
        {
            await FillAsync(_input, cancellationToken);
            var step = decoder.Decode(_input.AsSpan(_start, _end - _start), buffer.Span, _sourceEnded);
            _start += step.Consumed;
            if (step.Written > 0) return step.Written;
            if (_sourceEnded && _start == _end)
                _ended = step.Complete ? true : throw Malformed.Truncated();
            else if (step.Consumed == 0 && _start < _end)
                throw Malformed.Corrupt("the decoder makes no progress");
        }

        return 0;
    }

    async ValueTask FillAsync(byte[] input, CancellationToken cancellationToken)
    {
        if (_start < _end || _sourceEnded) return;
        _start = 0;
        _end = await source.ReadAsync(input, cancellationToken);
        _sourceEnded = _end == 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _input is { } rented)
        {
            _input = null;
            ArrayPool<byte>.Shared.Return(rented);
            decoder.Dispose();
        }

        base.Dispose(disposing);
    }
}
