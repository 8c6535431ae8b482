namespace Slipway.Formats.Debian;

/// <summary>A file of the pool, as an index lists it.</summary>
/// <param name="Filename">Relative to the repository's root.</param>
/// <param name="Md5">Lower-case hex, as is <paramref name="Sha256"/>.</param>
public sealed record PoolFile(string Filename, long Size, string Md5, string Sha256);
