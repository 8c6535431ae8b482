namespace Slipway.Formats.Rpm;

/// <summary>One forward pass over the package's bytes; what ends too early is refused, and memory grows only as bytes arrive.</summary>
internal sealed class RpmSource(Stream stream)
{
    const int FirstChunk = 64 << 10;

    /// <summary>Bytes taken so far.</summary>
    public long Position { get; private set; }

    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken ct)
    {
        var read = await stream.ReadAsync(buffer, ct).ConfigureAwait(false);
        Position += read;
        return read;
    }

    public async ValueTask ReadExactlyAsync(Memory<byte> buffer, string part, CancellationToken ct)
    {
        while (buffer.Length > 0)
        {
            var read = await ReadAsync(buffer, ct).ConfigureAwait(false);
            if (read == 0)
            {
                throw RpmFault.Truncated(part);
            }

            buffer = buffer[read..];
        }
    }

    /// <summary>The prefix, then <paramref name="length"/> more bytes: no more than twice what has arrived is ever allocated.</summary>
    public async ValueTask<byte[]> ReadAfterAsync(ReadOnlyMemory<byte> prefix, int length, string part, CancellationToken ct)
    {
        var total = prefix.Length + length;
        var bytes = new byte[Math.Min(total, FirstChunk)];
        prefix.CopyTo(bytes);
        var filled = prefix.Length;
        while (true)
        {
            await ReadExactlyAsync(bytes.AsMemory(filled), part, ct).ConfigureAwait(false);
            filled = bytes.Length;
            if (filled == total)
            {
                return bytes;
            }

            Array.Resize(ref bytes, (int)Math.Min(total, filled * 2L));
        }
    }
}
