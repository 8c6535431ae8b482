using Microsoft.AspNetCore.WebUtilities;

namespace Slipway.BuildMachines.RunnerApi;

/// <summary>A multipart form as it arrives. One that ends before its closing boundary is malformed; a fault of the disk that a part goes to is not.</summary>
sealed class SentForm(string boundary, Stream body)
{
    readonly MultipartReader reader = new(boundary, body);

    /// <returns>The next part, or null after the last.</returns>
    /// <exception cref="InvalidDataException">No such form, or cut off.</exception>
    public async Task<MultipartSection?> NextAsync(CancellationToken ct)
    {
        try
        {
            return await reader.ReadNextSectionAsync(ct);
        }
        catch (IOException cut)
        {
            throw new InvalidDataException("The form was cut off.", cut);
        }
    }
}

/// <summary>The content of one part.</summary>
sealed class SentPart(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException cut)
        {
            throw new InvalidDataException("The form was cut off.", cut);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
