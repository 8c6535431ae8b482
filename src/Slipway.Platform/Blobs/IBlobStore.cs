namespace Slipway.Platform.Blobs;

/// <summary>
/// The port to where package files are kept: immutable, named by their SHA-256, stored once.
/// Bytes are staged first; they are durable before they are given their name, so that a row never names a blob that a crash
/// could lose, and an upload that is refused leaves nothing.
/// </summary>
public interface IBlobStore
{
    /// <summary>A place for the bytes of one upload. Disposing it without <see cref="CommitAsync"/> discards them.</summary>
    /// <exception cref="StorageFullException">No room.</exception>
    ValueTask<IStagedBlob> StageAsync(CancellationToken ct);

    /// <summary>
    /// Gives sealed stages their names, all durable on return. Equal bytes that are there already are kept and the stage is dropped.
    /// </summary>
    /// <exception cref="StorageFullException">No room.</exception>
    ValueTask CommitAsync(IReadOnlyCollection<IStagedBlob> staged, CancellationToken ct);

    /// <summary>Null where there is no such blob.</summary>
    IBlob? Open(BlobId id);

    /// <summary>Removes blobs that <paramref name="unused"/> names and that nobody committed for <paramref name="grace"/>; gives how many.</summary>
    ValueTask<int> SweepAsync(Func<IReadOnlyList<BlobId>, CancellationToken, ValueTask<IReadOnlySet<BlobId>>> unused, TimeSpan grace, CancellationToken ct);
}

/// <summary>Bytes on their way in.</summary>
public interface IStagedBlob : IAsyncDisposable
{
    long Length { get; }

    /// <exception cref="StorageFullException">No room.</exception>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct);

    /// <summary>The bytes are whole, and have this digest.</summary>
    ValueTask SealAsync(BlobId id, CancellationToken ct);

    /// <summary>Set by <see cref="SealAsync"/>.</summary>
    BlobId Id { get; }
}

/// <summary>A stored blob, open for reading at any place.</summary>
public interface IBlob : IDisposable
{
    long Length { get; }

    /// <summary>Reads up to the buffer's length from <paramref name="offset"/>; 0 at the end.</summary>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken ct);
}
