namespace Slipway.PackageServer.Publications;

/// <summary>
/// A file that clients see, for as long as its bytes are the current ones: a signed document with its bytes, or an index that is put
/// together from segments when it is asked for.
/// </summary>
sealed class PublishedFile
{
    public long Id { get; init; }

    public required long DistributionId { get; init; }

    /// <summary>
    /// Below <c>dists/CODENAME/</c> or <c>OS/VERSION/</c>: <c>main/binary-amd64/Packages.gz</c>, <c>x86_64/repodata/repomd.xml</c>.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>The generation from which on the path has these bytes.</summary>
    public required long Since { get; init; }

    public long? Until { get; set; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public required long Size { get; init; }

    public required string Sha256 { get; init; }

    /// <summary>Set for documents.</summary>
    public byte[]? Document { get; init; }

    /// <summary>Set for indexes.</summary>
    public IndexKind? Kind { get; init; }

    public string? Architecture { get; init; }

    public Compression Compression { get; init; }
}
