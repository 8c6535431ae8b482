using Slipway.DependencyUpdates.Datasources;

namespace Slipway.DependencyUpdates.Verification;

/// <summary>An archive to download, hash and compare with what upstream says of it.</summary>
public sealed record ArchiveQuestion(Uri Address)
{
    /// <summary>What the registry says.</summary>
    public PublishedChecksum? Published { get; init; }

    /// <summary>Digests that are wanted besides sha256: <c>sha512</c>, <c>sha384</c>, <c>sha1</c>, <c>md5</c>.</summary>
    public IReadOnlyList<string> Algorithms { get; init; } = [];

    /// <summary>Armored OpenPGP keys. With any, the archive or its sums must be signed by one of them.</summary>
    public IReadOnlyList<string> Keys { get; init; } = [];

    /// <summary>The same archive elsewhere (a mirror): its bytes must be the same.</summary>
    public Uri? SecondSource { get; init; }

    /// <summary>Where the download is kept; null: nowhere. The file is there only after <see cref="ChecksumOutcome.Computed"/>.</summary>
    public string? KeepAt { get; init; }

    public long MaxBytes { get; init; } = 2L << 30;
}
