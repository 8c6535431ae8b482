using Microsoft.Win32.SafeHandles;

namespace Slipway.Platform.Blobs;

sealed class StagedFile(string path) : IStagedBlob
{
    // Large files go to the disk while they arrive: nobody waits at the end for gigabytes, nor behind them.
    const int WriteBehind = 8 << 20;

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
            var before = Length;
            Length += bytes.Length;
            if (before / WriteBehind != Length / WriteBehind)
            {
                Disk.StartWriting(file);
            }

            return ValueTask.CompletedTask;
        }
        catch (IOException full) when (StorageFullException.Is(full))
        {
            throw new StorageFullException(full);
        }
    }

    public ValueTask SealAsync(BlobId id, CancellationToken ct)
    {
        Id = id;
        return ValueTask.CompletedTask;
    }

    /// <exception cref="StorageFullException">No room.</exception>
    public void Sync()
    {
        try
        {
            RandomAccess.FlushToDisk(file);
        }
        catch (IOException full) when (StorageFullException.Is(full))
        {
            throw new StorageFullException(full);
        }
    }

    public void MoveTo(string target)
    {
        File.Move(path, target);
        moved = true;
        file.Dispose();
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
