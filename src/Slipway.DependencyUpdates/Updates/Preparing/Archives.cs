using Slipway.DependencyUpdates.Datasources;
using Slipway.DependencyUpdates.Verification;

namespace Slipway.DependencyUpdates.Updates.Preparing;

/// <summary>Downloads an archive, computes its digests and holds them against what upstream says and what was seen before.</summary>
public delegate Task<FetchedArchive> FetchArchive(ArchiveWish wish, CancellationToken ct);

/// <param name="Address">Of the archive.</param>
/// <param name="Release">What it is an archive of; its own published checksum counts where its download is the same address.</param>
/// <param name="Algorithms">Besides sha256.</param>
/// <param name="Keep">Whether its bytes are wanted as a file.</param>
public sealed record ArchiveWish(Uri Address, Release Release, IReadOnlySet<string> Algorithms, bool Keep)
{
    /// <summary>Armored OpenPGP keys, by one of which it must be signed; empty: signatures are not asked for.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];
}

/// <param name="File">The bytes, where they were wanted; the caller deletes it.</param>
public sealed record FetchedArchive(ChecksumOutcome Outcome, string? File);
