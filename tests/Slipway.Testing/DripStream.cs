namespace Slipway.Testing;

/// <summary>A network's worst: one byte at a time, no length, no seeking.</summary>
public sealed class DripStream(byte[] bytes) : Stream
{
    /// <summary>How much was taken.</summary>
    public int Given { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (Given == bytes.Length || count == 0)
        {
            return 0;
        }

        buffer[offset] = bytes[Given++];
        return 1;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
