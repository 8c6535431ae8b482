using System.Buffers;
using System.Security.Cryptography;
using Slipway.Platform.Blobs;

namespace Slipway.PackageServer.Uploads;

/// <summary>
/// An upload as its parser reads it: what is read is hashed and written to the stage in the same pass. SHA-256 names the blob and is
/// what apt and dnf check; MD5 is what Packagecloud's API and old clients ask for. Never a whole file in memory.
/// </summary>
sealed class StagingStream(Stream body, IStagedBlob stage, long limit) : Stream
{
    // Parsers read a header here and a length there; each read that reached the stage would be a write and two hashes of its own.
    const int Ahead = 16 * 1024;

    readonly byte[] ahead = ArrayPool<byte>.Shared.Rent(Ahead);
    readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    int start;
    int end;
    bool disposed;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => stage.Length - (end - start);
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (start == end)
        {
            if (buffer.Length >= Ahead)
            {
                return await TakeInAsync(buffer, cancellationToken);
            }

            (start, end) = (0, await TakeInAsync(ahead.AsMemory(0, Ahead), cancellationToken));
        }

        var count = Math.Min(buffer.Length, end - start);
        ahead.AsMemory(start, count).CopyTo(buffer);
        start += count;
        return count;
    }

    /// <summary>Hashes and keeps what comes next.</summary>
    async ValueTask<int> TakeInAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        if (stage.Length + read > limit)
        {
            throw new UploadTooLargeException(limit);
        }

        var bytes = buffer[..read];
        sha256.AppendData(bytes.Span);
        md5.AppendData(bytes.Span);
        await stage.WriteAsync(bytes, cancellationToken);
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>After the last byte: seals the stage. Gives the MD5 in hex.</summary>
    public async Task<string> SealAsync(CancellationToken ct)
    {
        await stage.SealAsync(BlobId.Parse(Convert.ToHexStringLower(sha256.GetHashAndReset())), ct);
        return Convert.ToHexStringLower(md5.GetHashAndReset());
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Uploads are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !disposed)
        {
            disposed = true;
            ArrayPool<byte>.Shared.Return(ahead);
            sha256.Dispose();
            md5.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>More bytes than the server accepts in one file.</summary>
sealed class UploadTooLargeException(long limit) : IOException($"A file may have {limit} bytes at the most.");
