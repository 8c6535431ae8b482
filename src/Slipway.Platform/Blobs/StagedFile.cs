using Microsoft.Win32.SafeHandles;

namespace Slipway.Platform.Blobs;

sealed class StagedFile(string path) : IStagedBlob
{
    readonly SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
    bool moved;

    public long Length { get; private set; }

    public BlobId Id { get; private set; }

    public ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        try
        {
            // To the page cache: a synchronous write is quicker here than a hop to another thread.
            RandomAccess.Write(file, bytes.Span, Length);
            Length += bytes.Length;
            return ValueTask.CompletedTask;
        }
        catch (IOException full) when (StorageFullException.Is(full))
        {
            throw new StorageFullException(full);
        }
    }

    public ValueTask SealAsync(BlobId id, CancellationToken ct)
    {
        try
        {
            RandomAccess.FlushToDisk(file);
        }
        catch (IOException full) when (StorageFullException.Is(full))
        {
            throw new StorageFullException(full);
        }

        file.Dispose();
        Id = id;
        return ValueTask.CompletedTask;
    }

    public void MoveTo(string target)
    {
        File.Move(path, target);
        moved = true;
    }

    public ValueTask DisposeAsync()
    {
        file.Dispose();
        if (!moved)
        {
            File.Delete(path);
        }

        return ValueTask.CompletedTask;
    }
}
