using System.Security.Cryptography;
using Slipway.Platform.Blobs;

namespace Slipway.PackageServer.Uploads;

/// <summary>
/// An upload as its parser reads it: what is read is hashed and written to the stage in the same pass. SHA-256 names the blob and is
/// what apt and dnf check; MD5 is what Packagecloud's API and old clients ask for. Never a whole file in memory.
/// </summary>
sealed class StagingStream(Stream body, IStagedBlob stage, long limit) : Stream
{
    readonly IncrementalHash sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => stage.Length;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
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
        if (disposing)
        {
            sha256.Dispose();
            md5.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>More bytes than the server accepts in one file.</summary>
sealed class UploadTooLargeException(long limit) : IOException($"A file may have {limit} bytes at the most.");
