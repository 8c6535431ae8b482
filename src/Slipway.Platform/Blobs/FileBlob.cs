using Microsoft.Win32.SafeHandles;

namespace Slipway.Platform.Blobs;

sealed class FileBlob(SafeFileHandle file) : IBlob
{
    public long Length { get; } = RandomAccess.GetLength(file);

    // Package files are mostly in the page cache, where a read is a copy: no hop to another thread.
    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct) =>
        ValueTask.FromResult(RandomAccess.Read(file, buffer.Span, offset));

    public void Dispose() => file.Dispose();
}
