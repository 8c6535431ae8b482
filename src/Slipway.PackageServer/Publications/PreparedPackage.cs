using Slipway.Formats.Compression;
using Slipway.PackageServer.Pool;
using Slipway.Platform.Blobs;

namespace Slipway.PackageServer.Publications;

/// <summary>A package that was read and checked whole and staged, and waits for its publication.</summary>
/// <param name="Row">Complete but for its id, entries and generation.</param>
/// <param name="Blobs">Sealed; the uploader disposes them after the outcome.</param>
sealed record PreparedPackage(Package Row, IReadOnlyList<EntryDraft> Entries, IReadOnlyList<IStagedBlob> Blobs);

/// <summary>An index entry without a number yet, compressed by the uploader: the publisher only puts it in its place.</summary>
/// <param name="Data"><paramref name="Plain"/> as zstd.</param>
sealed record EntryDraft(IndexKind Kind, string Architecture, string? Key, byte[] Plain, byte[] Data)
{
    public EntryDraft(IndexKind kind, string architecture, string? key, byte[] plain)
        : this(kind, architecture, key, plain, ZstdFrames.CompressSegment(plain))
    {
    }
}
