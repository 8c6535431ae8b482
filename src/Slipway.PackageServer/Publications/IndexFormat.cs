using Slipway.Formats.Rpm;

namespace Slipway.PackageServer.Publications;

/// <summary>How an index is written: what stands before and after its entries, and in which forms it is offered.</summary>
/// <param name="Header">From the number of entries.</param>
/// <param name="Listed">The forms whose digests the signed document lists. <see cref="Compression.None"/> is listed for apt, which compares it.</param>
sealed record IndexFormat(Func<long, byte[]> Header, byte[] Footer, IReadOnlyList<Compression> Listed)
{
    static readonly Func<long, byte[]> Nothing = _ => [];

    static readonly IndexFormat Packages = new(Nothing, [], [Compression.None, Compression.Gzip, Compression.Zstd]);

    static readonly IndexFormat Plain = new(Nothing, [], [Compression.None, Compression.Gzip]);

    public static IndexFormat Of(IndexKind kind, Compression rpm) => kind switch
    {
        IndexKind.Packages => Packages,
        IndexKind.Sources or IndexKind.Contents => Plain,
        IndexKind.Primary => new IndexFormat(PrimaryXml.Header, PrimaryXml.Footer, [rpm]),
        IndexKind.Filelists => new IndexFormat(FilelistsXml.Header, FilelistsXml.Footer, [rpm]),
        IndexKind.Other => new IndexFormat(OtherXml.Header, OtherXml.Footer, [rpm]),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not an index"),
    };

    /// <summary>The header counts the entries, so it changes with each one, and every digest after it.</summary>
    public bool HasHeader => Footer.Length > 0;

    public bool Has(Compression compression) => Listed.Contains(compression);
}
