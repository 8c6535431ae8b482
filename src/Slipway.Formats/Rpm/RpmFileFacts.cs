namespace Slipway.Formats.Rpm;

/// <summary>What a repository's index says of a package and its bytes alone cannot tell, or only all of them.</summary>
/// <param name="Sha256">Of the whole file, lower-case hex: the <c>pkgid</c>.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="Time">When the file came, in Unix seconds.</param>
/// <param name="Location">Where it is, relative to the repository's root.</param>
public sealed record RpmFileFacts(string Sha256, long Size, long Time, string Location);
