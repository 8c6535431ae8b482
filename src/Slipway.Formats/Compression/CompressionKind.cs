namespace Slipway.Formats.Compression;

/// <summary>The compressions that packages come in. bzip2 and plain lzma are of the past; readers refuse them and say so.</summary>
public enum CompressionKind
{
    None,

    /// <summary>RFC 1952, any number of members.</summary>
    Gzip,

    /// <summary>The .xz file format 1.1, any number of streams.</summary>
    Xz,

    /// <summary>RFC 8878, any number of frames.</summary>
    Zstd,
}
