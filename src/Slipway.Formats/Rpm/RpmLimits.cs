namespace Slipway.Formats.Rpm;

/// <summary>
/// Bounds on what a package may claim. rpm itself stops at 256 MiB for a header, 64 MiB for a signature header, 65,535 tags
/// and 1,048,575 elements of an array (lib/header.cc); ours are lower where no real package comes near.
/// </summary>
public sealed record RpmLimits
{
    /// <summary>The limits that a server should use unless it knows better.</summary>
    public static RpmLimits Default { get; } = new();

    /// <summary>Index and data of the main header. 200,000 files with SHA-256 digests take about 30 MiB.</summary>
    public int MaxHeaderBytes { get; init; } = 64 << 20;

    /// <summary>Index and data of the signature header; IMA signatures of files are what makes it large.</summary>
    public int MaxSignatureBytes { get; init; } = 32 << 20;

    /// <summary>Tags in either header.</summary>
    public int MaxTags { get; init; } = 4096;

    /// <summary>Elements of one array: files, dependencies, changelog entries.</summary>
    public int MaxArrayElements { get; init; } = 0xfffff;

    /// <summary>
    /// All paths of a package written out. A header names a directory once, however many files are in it, so that a small one
    /// could otherwise become a file list without end.
    /// </summary>
    public long MaxPathBytes { get; init; } = 128 << 20;
}
