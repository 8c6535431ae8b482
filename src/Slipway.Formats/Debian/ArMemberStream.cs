using Slipway.Formats.Compression;

namespace Slipway.Formats.Debian;

/// <summary>One member's bytes; the source ending before them is an error.</summary>
internal sealed class ArMemberStream(Stream source, long size) : ForwardStream
{
    public long Size { get; } = size;

    public long Left { get; private set; } = size;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Left == 0 || buffer.IsEmpty) return 0;
        var read = await source.ReadAsync(buffer[..(int)Math.Min(buffer.Length, Left)], cancellationToken);
        if (read == 0) throw ArReader.Truncated("in a member");
        Left -= read;
        return read;
    }
}
